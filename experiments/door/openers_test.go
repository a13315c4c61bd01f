package door

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestOpenersOfTheDefaultPolicy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFacts(t)
		openers := Default().Openers(f)
		if closed := Default().Judge(f).Door == OneWay; !closed && len(openers) > 0 {
			t.Fatalf("an open door needs no opener: %+v", openers)
		} else if closed && len(openers) != 1 && f.AlsoTouch <= 200 && f.AlsoRisk <= 1000 {
			t.Fatalf("one opener by the default policy, not %+v", openers)
		}
		for _, o := range openers {
			smallest(t, Default(), f, o)
		}
	})
}

// Policies that nobody wrote: conditions over a few answers, joined by and, or,
// not above each other, in which a worse answer never opens a door.
func TestOpenersOfAnyMonotonePolicy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		conditions := rapid.SliceOfN(rapid.Custom(anyCondition), 1, 4).Draw(t, "conditions")
		p, err := Parse([]byte(policyOf(conditions...)))
		if err != nil {
			t.Fatalf("%v", problemsOf(err))
		}
		f := allAnswered(t)
		f.AlsoTouch, f.AlsoRisk = 0, 0
		openers := p.Openers(f)
		if closed := p.Judge(f).Door == OneWay; closed != (len(openers) > 0) {
			t.Fatalf("closed %v, openers %+v", closed, openers)
		}
		for _, o := range openers {
			smallest(t, p, f, o)
		}
		if len(openers) > 0 && len(openers[0].Changes) != fewest(p, f) {
			t.Fatalf("%d changes are enough: %+v", fewest(p, f), openers)
		}
	})
}

// threats are conditions that a worse answer can only make true.
var threats = []string{
	`answers.destroys != "no"`, `answers.destroys == "yes"`, `answers.own_hands != "yes"`, `answers.noticed_within == "later"`,
	`answers.noticed_within in ["week", "later"]`, `answers.customers_exposed > limits.few`, `answers.customers_exposed >= limits.many`,
	`answers.money_at_risk > 1000`, `answers.money_at_risk >= 99.99`, `answers.undo_hours > 3`, `days > 14`,
	`answers.money_at_risk + answers.undo_cost > 1500.0`, `answers.undo_cost * 0.3 > 100.0`,
}

func anyCondition(t *rapid.T) string {
	parts := rapid.SliceOfN(rapid.SampledFrom(threats), 1, 3).Draw(t, "threats")
	return "'" + strings.Join(parts, rapid.SampledFrom([]string{" && ", " || "}).Draw(t, "joined by")) + "'"
}

// smallest checks that the opener opens, and nothing less of the same does.
func smallest(t *rapid.T, p *Policy, f Facts, o Opener) {
	if v := p.Judge(f.With(o.Changes...)); v.Door == OneWay || v.Door != TwoWay && len(v.Unanswered) == 0 {
		t.Fatalf("%+v does not open: %+v", o, v)
	}
	click := true
	for i, c := range o.Changes {
		l := leverFor(c.Field)
		click = click && l.measure
		rest := slices.Delete(slices.Clone(o.Changes), i, i+1)
		if p.Judge(f.With(rest...)).Door != OneWay {
			t.Fatalf("%+v opens without %+v", o, c)
		}
		if c.To == "unsure" {
			t.Fatalf("nobody can aim at unsure: %+v", o)
		}
		if nearer, ok := nearer(l, f, c); ok && p.Judge(f.With(append(rest, nearer)...)).Door != OneWay {
			t.Fatalf("%+v opens with %+v as well", o, nearer)
		}
	}
	if click != o.OneClick {
		t.Fatalf("one click: %+v", o)
	}
}

// nearer is a change one step nearer to what was.
func nearer(l *lever, f Facts, c Change) (Change, bool) {
	changed := f.With(c)
	from, _ := l.at(&f)
	to, _ := l.at(&changed)
	step := math.Copysign(1, from-to)
	if !l.ordered || math.Abs(from-to) <= 1 {
		return Change{}, false
	}
	l.set(&changed, int64(to+step))
	return Change{l.field, l.to(&changed)}, true
}

func leverFor(field string) *lever {
	for i := range levers {
		if levers[i].field == field {
			return &levers[i]
		}
	}
	panic(field)
}

// fewest is how many answers have to become the safest there are, by trying all.
func fewest(p *Policy, f Facts) int {
	best := safe()
	var moved []Change
	for i := range levers {
		if l := &levers[i]; l.field == "ends_on" {
			moved = append(moved, Change{l.field, f.StartsOn})
		} else if to := l.to(&best); to != l.to(&f) && slices.ContainsFunc(p.rules, func(r rule) bool { return r.levers.has(i) }) {
			moved = append(moved, Change{l.field, to})
		}
	}
	least := len(moved)
	for mask := range 1 << len(moved) {
		var some []Change
		for i, c := range moved {
			if mask&(1<<i) != 0 {
				some = append(some, c)
			}
		}
		if len(some) < least && p.Judge(f.With(some...)).Door == TwoWay {
			least = len(some)
		}
	}
	return least
}

// oddities are conditions that punish care, fail, or change their mind twice.
var oddities = append([]string{`answers.undo_hours < 2`, `answers.destroys == "no"`, `answers.customers_exposed > 20 && answers.customers_exposed < 300`,
	`answers.noticed_within == "same_day"`, `1 / 0 == 1`, `days > limits.none`, `ends_on >= "2026-12-01"`, `!(answers.undo_cost > answers.money_at_risk)`}, threats...)

// anyPolicy draws a policy of a few conditions among some.
func anyPolicy(t *rapid.T, among []string) *Policy {
	conditions := rapid.SliceOfN(rapid.SampledFrom(among), 1, 6).Draw(t, "conditions")
	for i := range conditions {
		conditions[i] = "'" + conditions[i] + "'"
	}
	p, err := Parse([]byte(policyOf(conditions...)))
	if err != nil {
		t.Fatalf("%v", problemsOf(err))
	}
	return p
}

// An opener is offered when, and only when, there is one: by policies in which a
// worse answer never opens a door, and no answer opens some, the safest answers to
// all that is answered decide that.
func TestThereIsAnOpenerWhenAnyAnswersOpenTheDoor(t *testing.T) {
	hopeless := []string{`true`, `1 / 0 == 1`, `answers.customers_exposed >= 0.0`, `answers.destroys != "no" || answers.undo_cost >= 0.0`}
	rapid.Check(t, func(t *rapid.T) {
		p, f := anyPolicy(t, append(slices.Clone(hopeless), threats...)), anyFacts(t)
		if p.Judge(f).Door != OneWay {
			return
		}
		safest, best := f, safe()
		for i := range levers {
			if l := &levers[i]; l.field == "ends_on" {
				safest = safest.With(Change{l.field, f.StartsOn})
			} else if questions[i].answered(&f.Answers) {
				safest = safest.With(Change{l.field, l.to(&best)})
			}
		}
		if exists, openers := p.Judge(safest).Door != OneWay, p.Openers(f); exists != (len(openers) > 0) {
			t.Fatalf("one exists: %v; openers %+v of %v", exists, openers, f)
		}
	})
}

// The same by policies of every sort: what no combination of answers opens, no
// opener is offered for, and where there is one that moves two things at most, it
// is found.
func TestThereIsAnOpenerOfAnyPolicy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, f := anyPolicy(t, oddities), anyFacts(t)
		f.AlsoTouch, f.AlsoRisk = 0, 0
		if p.Judge(f).Door != OneWay {
			return
		}
		if openers := p.Openers(f); len(openers) == 0 && opensWithTwo(p, f) {
			t.Fatalf("an opener exists, none was offered for %+v", f)
		}
	})
}

// opensWithTwo tries all pairs of moves to the likely positions.
func opensWithTwo(p *Policy, f Facts) bool {
	var moves []Change
	for i := range levers {
		l := &levers[i]
		if _, ok := l.at(&f); !ok || !slices.ContainsFunc(p.rules, func(r rule) bool { return r.levers.has(i) }) {
			continue
		}
		for _, position := range likely(p, l) {
			moved := f
			l.put(&moved, l.to(&f))
			l.set(&moved, position)
			if to := l.to(&moved); to != string(Unsure) {
				moves = append(moves, Change{l.field, to})
			}
		}
	}
	for i, one := range moves {
		for _, other := range moves[i:] {
			if p.Judge(f.With(one, other)).Door != OneWay {
				return true
			}
		}
	}
	return false
}

// likely are the positions of a lever at the numbers of a policy and beside them.
func likely(p *Policy, l *lever) []int64 {
	if l.words != nil {
		return []int64{0, 1, l.top}
	}
	all := []int64{l.bottom}
	for _, v := range p.probes {
		at := int64(v * l.per)
		for _, position := range []int64{at - 1, at, at + 1} {
			if position >= l.bottom && position <= min(l.top, longest*100) {
				all = append(all, position)
			}
		}
	}
	return all
}

// Policies of every sort, also those that punish care.
func TestOpenersAlwaysOpen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, f := anyPolicy(t, oddities), anyFacts(t)
		for _, o := range p.Openers(f) {
			if p.Judge(f.With(o.Changes...)).Door == OneWay {
				t.Fatalf("%+v does not open", o)
			}
			for i := range o.Changes {
				if p.Judge(f.With(slices.Delete(slices.Clone(o.Changes), i, i+1)...)).Door != OneWay {
					t.Fatalf("%+v opens without %+v", o, o.Changes[i])
				}
			}
			if again := p.Openers(f.With(o.Changes...)); len(again) > 0 {
				t.Fatalf("an open door has openers: %+v", again)
			}
		}
	})
}

func TestOpeners(t *testing.T) {
	change := func(field string, to any) Change { return Change{"answers." + field, to} }
	for name, c := range map[string]struct {
		conditions []string
		facts      Facts
		want       []string
	}{
		"to the exact customer":          {[]string{"answers.customers_exposed > 200"}, worst(), []string{"click customers_exposed=200"}},
		"at the limit is over":           {[]string{"answers.customers_exposed >= 200"}, worst(), []string{"click customers_exposed=199"}},
		"to the exact cent":              {[]string{"answers.money_at_risk >= 99.95"}, worst(), []string{"click money_at_risk=99.94"}},
		"the stricter of two":            {[]string{"answers.undo_hours > 24", "answers.undo_hours > 8"}, worst(), []string{"click undo_hours=8"}},
		"a computed boundary":            {[]string{"answers.undo_cost * 3.0 > 100.0"}, worst(), []string{"click undo_cost=33.33"}},
		"the nearest word":               {[]string{`answers.noticed_within in ["week", "later"]`}, worst(), []string{"noticed_within=three_days"}},
		"one way or another":             {[]string{`answers.undo_hours > 24 && answers.destroys == "yes"`}, worst(), []string{"click undo_hours=24", "destroys=no"}},
		"one thing, or two others":       {[]string{`answers.destroys == "yes" && (answers.undo_hours > 24 || answers.undo_cost > 10)`}, worst(), []string{"destroys=no", "click undo_cost=10 undo_hours=24"}},
		"both are needed":                {[]string{"answers.undo_hours > 24", `answers.destroys != "no"`}, worst(), []string{"destroys=no undo_hours=24"}},
		"a sum":                          {[]string{"answers.undo_cost + answers.money_at_risk > 6000.0"}, worst(), []string{"click money_at_risk=1000", "click undo_cost=1000"}},
		"a rule that wakes another":      {[]string{"answers.customers_exposed > 200", `answers.customers_exposed <= 200 && answers.noticed_within == "later"`}, worst(), []string{"customers_exposed=200 noticed_within=week"}},
		"more of something":              {[]string{"answers.undo_hours < 2"}, safe(), []string{"click undo_hours=2"}},
		"not always a way":               {[]string{"true"}, safe(), nil},
		"a rule that always fails":       {[]string{"1 / 0 == 1"}, safe(), nil},
		"nothing closes it":              {[]string{"answers.undo_hours > 2"}, safe(), nil},
		"what is open stays open":        {[]string{`answers.destroys != "no"`, `answers.own_hands != "yes"`}, unanswer(worst(), "own_hands"), []string{"destroys=no"}},
		"never towards unsure":           {[]string{`answers.destroys == "yes"`}, worst(), []string{"destroys=no"}},
		"the least, not the gentlest":    {[]string{"answers.undo_hours > 30 || answers.undo_hours > 3 && answers.noticed_within == \"later\""}, worst(), []string{"click undo_hours=3"}},
		"from between two whole steps":   {[]string{"answers.undo_hours > 24"}, safe().With(change("undo_hours", 24.005)), []string{"click undo_hours=24"}},
		"a window that has to be left":   {[]string{"answers.undo_hours > 5 && answers.undo_hours < 20"}, safe().With(change("undo_hours", 18.0)), []string{"click undo_hours=20"}},
		"the largest figure that may be": {[]string{"answers.money_at_risk > 7"}, safe().With(change("money_at_risk", Largest)), []string{"click money_at_risk=7"}},
	} {
		t.Run(name, func(t *testing.T) {
			quoted := make([]string, len(c.conditions))
			for i, condition := range c.conditions {
				quoted[i] = "'" + condition + "'"
			}
			var got []string
			for _, o := range parse(t, policyOf(quoted...)).Openers(c.facts) {
				got = append(got, inShort(o))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func inShort(o Opener) string {
	var words []string
	if o.OneClick {
		words = append(words, "click")
	}
	for _, c := range o.Changes {
		words = append(words, fmt.Sprintf("%s=%v", strings.TrimPrefix(c.Field, "answers."), c.To))
	}
	return strings.Join(words, " ")
}

func TestAnOpenerMayEndItSooner(t *testing.T) {
	p := parse(t, policyOf(`'days > 14 || ends_on >= "2026-12-24"'`))
	f := safe()
	f.StartsOn, f.EndsOn = "2026-12-15", "2027-01-20"
	got := p.Openers(f)
	want := []Opener{{Changes: []Change{{"ends_on", "2026-12-23"}}, OneClick: true}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := p.OpenerMessage(want[0], "en"); got != "ends_on → 2026-12-23." {
		t.Errorf("got %q", got)
	}
}

func TestAnOpenerIsSaidInTheRulesWords(t *testing.T) {
	o := Opener{Changes: []Change{{"answers.customers_exposed", int64(1500)}, {"answers.noticed_within", "week"}}}
	for lang, want := range map[string]string{
		"en": "Customers touched before you can stop: at most 1,500. Plan a check so that you would notice within a week.",
		"es": "Clientes afectados antes de poder parar: como máximo 1500. Hay que prever un control para darse cuenta en una semana.",
		"pl": "Klienci, których to obejmie, zanim da się przerwać: najwyżej 1500. Zaplanujcie kontrolę tak, żeby zauważyć to w ciągu tygodnia.",
	} {
		if got := Default().OpenerMessage(o, lang); got != want {
			t.Errorf("%s: %q", lang, got)
		}
	}
	silent := parse(t, policyOf(`answers.own_hands == "no"`))
	o = Opener{Changes: []Change{{"answers.own_hands", "yes"}}}
	if got := silent.OpenerMessage(o, "en"); got != "Can the team undo it with its own hands? → yes." {
		t.Errorf("got %q", got)
	}
}

func TestWithLeavesOutWhatCannotBe(t *testing.T) {
	f := safe()
	for _, c := range []Change{{"title", "x"}, {"answers.destroys", "perhaps"}, {"answers.destroys", 1.0}, {"answers.customers_exposed", 1.5},
		{"answers.undo_cost", -1.0}, {"answers.undo_cost", math.NaN()}, {"answers.undo_cost", "10"}, {"ends_on", "soon"}, {"ends_on", 3.0}} {
		if diff := cmp.Diff(f, f.With(c)); diff != "" {
			t.Errorf("%+v: %s", c, diff)
		}
	}
	if got := *f.With(Change{"answers.customers_exposed", int64(7)}).Answers.CustomersExposed; got != 7 || *f.Answers.CustomersExposed != 0 {
		t.Errorf("changed to %d, the original is %d", got, *f.Answers.CustomersExposed)
	}
}

// Many rules that all read many answers: the search gives up, it does not hang.
func TestASearchIsBounded(t *testing.T) {
	conditions := make([]string, 40)
	for i := range conditions {
		conditions[i] = fmt.Sprintf("'answers.undo_hours + answers.undo_cost + answers.money_at_risk + answers.customers_exposed + days > %d.5 && answers.destroys != \"no\" || answers.own_hands != \"yes\" && answers.undo_hours > %d.25'", 3*i, i)
	}
	p, f := parse(t, policyOf(conditions...)), worst()
	f.StartsOn, f.EndsOn = "2026-11-02", "2027-11-02"
	s := newSearch(p, f, nil)
	s.run()
	if s.left < -maxEvaluations {
		t.Errorf("%d evaluations over the bound", -s.left)
	}
	for _, o := range p.Openers(f) {
		if p.Judge(f.With(o.Changes...)).Door != TwoWay {
			t.Errorf("%+v does not open", o)
		}
	}
}
