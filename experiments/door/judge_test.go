package door

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWorseAnswersNeverOpenADoor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		better, worse := anyFacts(t), allAnswered(t)
		for i := range questions {
			q := &questions[i]
			if !q.answered(&better.Answers) || severity(q, &worse) < severity(q, &better) {
				worse = unanswer(worse, q.Key)
				if q.answered(&better.Answers) {
					worse = worse.With(Change{"answers." + q.Key, levers[i].to(&better)})
				}
			}
		}
		worse.AlsoTouch, worse.AlsoRisk = better.AlsoTouch+1, better.AlsoRisk+1
		p := Default()
		if p.Judge(better).Door == OneWay && p.Judge(worse).Door != OneWay {
			t.Fatalf("worse answers opened the door:\n%v", cmp.Diff(better.Answers, worse.Answers))
		}
	})
}

func TestAnUnansweredQuestionIsNeverANo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := allAnswered(t)
		key := rapid.SampledFrom(questionKeys).Draw(t, "key")
		open := unanswer(f, key)
		before, after := Default().Judge(f), Default().Judge(open)
		if after.Door == TwoWay {
			t.Fatalf("a two-way door with %v unanswered", after.Unanswered)
		}
		for _, r := range after.Reasons {
			if r.Gate == key || !cmp.Equal(reasonsOf(before, r.Gate), reasonsOf(after, r.Gate)) {
				t.Fatalf("leaving %s open changed the reason %+v", key, r)
			}
		}
	})
}

// The same by policies of every sort: what is said while a question is open holds
// whatever its answer will be.
func TestAnUnansweredQuestionIsNothingByAnyPolicy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, f := anyPolicy(t, oddities), allAnswered(t)
		q := rapid.SampledFrom(questions).Draw(t, "question")
		open := p.Judge(unanswer(f, q.Key))
		if open.Door == TwoWay {
			t.Fatalf("a two-way door with %v unanswered", open.Unanswered)
		}
		answered := p.Judge(f.With(Change{"answers." + q.Key, anyAnswer(t, &q)}))
		for _, rule := range open.Rules() {
			if !slices.Contains(answered.Rules(), rule) {
				t.Fatalf("%s fired while %s was open, and does not once it is answered", rule, q.Key)
			}
		}
	})
}

// By any policy whose rules ask for no care to be left out, worse answers never
// open a door, and the same facts have the same verdict.
func TestWorseAnswersNeverOpenADoorOfAnyMonotonePolicy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, better := anyPolicy(t, threats), allAnswered(t)
		worse, i := better, rapid.IntRange(0, len(questions)-1).Draw(t, "question")
		worse = worse.With(Change{levers[i].field, anyAnswer(t, &questions[i])})
		if severity(&questions[i], &worse) < severity(&questions[i], &better) {
			better, worse = worse, better
		}
		v := p.Judge(better)
		if v.Door == OneWay && p.Judge(worse).Door != OneWay {
			t.Fatalf("worse answers opened the door:\n%v", cmp.Diff(better.Answers, worse.Answers))
		}
		if diff := cmp.Diff(v, p.Judge(better)); diff != "" {
			t.Fatalf("two verdicts on the same facts:\n%s", diff)
		}
	})
}

func reasonsOf(v Verdict, gate string) (reasons []Reason) {
	for _, r := range v.Reasons {
		if r.Gate == gate {
			reasons = append(reasons, r)
		}
	}
	return reasons
}

func TestAVerdictIsTheSameForEverAndKeptAsJSON(t *testing.T) {
	again, err := Parse(DefaultSource())
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		f := anyFacts(t)
		v := Default().Judge(f)
		if diff := cmp.Diff(v, again.Judge(f)); diff != "" {
			t.Fatalf("two verdicts on the same facts:\n%s", diff)
		}
		kept, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var read Verdict
		if err := json.Unmarshal(kept, &read); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(v, read); diff != "" {
			t.Fatalf("a kept verdict reads differently:\n%s", diff)
		}
	})
}

func TestAnswersAreKeptAsJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyFacts(t).Answers
		kept, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		var read Answers
		if err := json.Unmarshal(kept, &read); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(a, read); diff != "" {
			t.Fatal(diff)
		}
		var keys map[string]any
		if err := json.Unmarshal(kept, &keys); err != nil {
			t.Fatal(err)
		}
		if len(keys)+len(a.Unanswered()) != len(questions) {
			t.Fatalf("%d keys and %d unanswered", len(keys), len(a.Unanswered()))
		}
	})
}

func TestUnansweredKeepsTheContractsOrder(t *testing.T) {
	want := strings.Fields(`health_or_safety vulnerable_customers legal_or_contract binds_others personal_data destroys public_promise colleagues
		can_stop_early own_hands made_whole customers_exposed money_at_risk undo_cost undo_hours noticed_within`)
	if diff := cmp.Diff(want, Answers{}.Unanswered()); diff != "" {
		t.Error(diff)
	}
}

func TestAValueThatIsNoAnswerLeavesTheQuestionOpen(t *testing.T) {
	for name, spoil := range map[string]func(*Answers){
		"a word of another question": func(a *Answers) { a.Destroys = "week" },
		"another case":               func(a *Answers) { a.OwnHands = "YES" },
		"a negative number":          func(a *Answers) { n := int64(-1); a.CustomersExposed = &n },
		"not a number":               func(a *Answers) { v := math.NaN(); a.MoneyAtRisk = &v },
		"infinity":                   func(a *Answers) { v := math.Inf(1); a.UndoHours = &v },
		"no time at all":             func(a *Answers) { a.NoticedWithin = "never" },
	} {
		t.Run(name, func(t *testing.T) {
			f := safe()
			spoil(&f.Answers)
			if v := Default().Judge(f); v.Door != "" || len(v.Unanswered) != 1 {
				t.Errorf("door %q, unanswered %v", v.Door, v.Unanswered)
			}
		})
	}
}

func TestUnfinishedCopiesAreAddedUp(t *testing.T) {
	f := safe().With(Change{"answers.customers_exposed", 120.0}, Change{"answers.money_at_risk", 600.0})
	f.AlsoTouch, f.AlsoRisk = 100, 300
	v := Default().Judge(f)
	if len(v.Reasons) != 1 || v.Reasons[0].Gate != "customers_exposed" || !v.Reasons[0].Together {
		t.Fatalf("reasons %+v", v.Reasons)
	}
	want := "It could touch 220 customers before we could stop; up to 200 need no review. Its unfinished copies are counted in."
	if got := Default().Message(v.Reasons[0], "en"); got != want {
		t.Errorf("got %q", got)
	}
	opener := []Opener{{Changes: []Change{{"answers.customers_exposed", int64(100)}}, OneClick: true}}
	if diff := cmp.Diff(opener, Default().Openers(f)); diff != "" {
		t.Error(diff)
	}
	f.AlsoTouch = 201
	if o := Default().Openers(f); len(o) != 0 {
		t.Errorf("nothing of this experiment can open it, got %+v", o)
	}
	f.AlsoTouch, f.AlsoRisk = 0, math.NaN()
	if v := Default().Judge(f); v.Door != OneWay || !v.Reasons[0].Doubt {
		t.Errorf("in doubt the door has to be closed: %+v", v)
	}
}

func TestAShareOfTheCustomerBase(t *testing.T) {
	p := parse(t, strings.Replace(string(DefaultSource()), "customer_base: #", "customer_base: 2000 #", 1))
	for customers, want := range map[float64]Door{99: TwoWay, 100: TwoWay, 101: OneWay} {
		if got := p.Judge(safe().With(Change{"answers.customers_exposed", customers})).Door; got != want {
			t.Errorf("%v of 2000 customers: %s", customers, got)
		}
	}
	f := safe().With(Change{"answers.customers_exposed", 300.0})
	v := p.Judge(f)
	want := []string{
		"It could touch 300 customers before we could stop; up to 200 need no review.",
		"It could touch 300 customers before we could stop; that is more than 5% of all of them.",
	}
	for i, r := range v.Reasons {
		if got := p.Message(r, "en"); got != want[i] {
			t.Errorf("got %q", got)
		}
	}
	opener := []Opener{{Changes: []Change{{"answers.customers_exposed", int64(100)}}, OneClick: true}}
	if diff := cmp.Diff(opener, p.Openers(f)); diff != "" {
		t.Error(diff)
	}
}

func TestARuleThatCannotTellClosesItsGate(t *testing.T) {
	for name, c := range map[string]struct {
		when string
		door Door
	}{
		"it fails":                       {"1 / 0 == 1", OneWay},
		"it fails but need not be asked": {`answers.destroys == "yes" && 1 / 0 == 1`, TwoWay},
		"a day is not set":               {"days > 30", OneWay},
		"a day that matters not":         {`answers.destroys == "yes" && days > 30`, TwoWay},
	} {
		t.Run(name, func(t *testing.T) {
			p := parse(t, policyOf(c.when))
			v := p.Judge(safe())
			if v.Door != c.door {
				t.Fatalf("door %q, reasons %+v", v.Door, v.Reasons)
			}
			if c.door == OneWay && (!v.Reasons[0].Doubt || !strings.Contains(p.Message(v.Reasons[0], "en"), "When in doubt")) {
				t.Errorf("%+v %q", v.Reasons, p.Message(v.Reasons[0], "en"))
			}
		})
	}
}

func TestDaysAreSeen(t *testing.T) {
	p := parse(t, policyOf("days > 14 || starts_on <= \"2026-12-24\" && ends_on >= \"2026-12-24\""))
	for name, c := range map[string]struct {
		from, to string
		door     Door
	}{
		"two weeks":      {"2026-11-02", "2026-11-15", TwoWay},
		"a day more":     {"2026-11-02", "2026-11-16", OneWay},
		"over Christmas": {"2026-12-23", "2026-12-26", OneWay},
		"no end":         {"2026-11-02", "", OneWay},
		"no such day":    {"2026-11-02", "2026-11-31", OneWay},
		"backwards":      {"2026-11-02", "2026-11-01", OneWay},
	} {
		t.Run(name, func(t *testing.T) {
			f := safe()
			f.StartsOn, f.EndsOn = c.from, c.to
			if got := p.Judge(f).Door; got != c.door {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestAPolicyIsSafeForConcurrentUse(t *testing.T) {
	p, f := Default(), worst()
	want := p.Judge(f)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 20 {
				if !cmp.Equal(want, p.Judge(f)) {
					t.Error("another verdict")
				}
				for _, lang := range Languages {
					for _, o := range p.Openers(f) {
						p.OpenerMessage(o, lang)
					}
					for _, r := range want.Reasons {
						p.Message(r, lang)
					}
				}
			}
		})
	}
	all.Wait()
}

func parse(t *testing.T, source string) *Policy {
	t.Helper()
	p, err := Parse([]byte(source))
	if err != nil {
		t.Fatalf("%v\n%s", problemsOf(err), source)
	}
	return p
}
