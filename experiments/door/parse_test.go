package door

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ajar/internal/fault"
)

// policyOf is a policy with a rule for every condition.
func policyOf(conditions ...string) string {
	var b strings.Builder
	b.WriteString("format: 1\nlimits: {few: 10, many: 200, none: }\nrules:\n")
	for i, c := range conditions {
		fmt.Fprintf(&b, "  - id: rule%d\n    gate: destroys\n    route: data\n    when: %s\n", i, c)
		b.WriteString("    says: {en: e, es: s, pl: p}\n    opens: {en: e, es: s, pl: p}\n")
	}
	return b.String()
}

func problemsOf(err error) []string {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok || f.Kind != fault.Invalid {
		return []string{fmt.Sprintf("not a fault of kind invalid: %v", err)}
	}
	var all []string
	for _, field := range f.Fields {
		all = append(all, field.Message)
	}
	return all
}

func TestTheDefaultPolicySpeaksEveryLanguage(t *testing.T) {
	f := worst()
	v := Default().Judge(f)
	if len(v.Reasons) != 16 {
		t.Fatalf("%d reasons", len(v.Reasons))
	}
	for _, lang := range Languages {
		said := map[string]bool{}
		for _, r := range v.Reasons {
			said[Default().Message(r, lang)] = true
		}
		for _, o := range Default().Openers(f) {
			said[Default().OpenerMessage(o, lang)] = true
		}
		if len(said) != 17 {
			t.Errorf("%s: %d different sentences", lang, len(said))
		}
		for s := range said {
			if strings.ContainsAny(s, "{}…") || !strings.HasSuffix(s, ".") || strings.Contains(strings.ToLower(s), "risk") {
				t.Errorf("%s: %q", lang, s)
			}
		}
	}
	if Default().Message(v.Reasons[0], "de") != Default().Message(v.Reasons[0], "en") {
		t.Error("another language than ours falls back to English")
	}
}

func TestTheDefaultPolicyClosesEveryGateByItsOwnRoute(t *testing.T) {
	routes := map[string]string{}
	for _, r := range Default().Rules() {
		routes[r.Gate] = r.Route
	}
	want := map[string]string{}
	for _, q := range Questions() {
		want[q.Key] = q.Route
	}
	if diff := cmp.Diff(want, routes); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(slices.Sorted(slices.Values(Routes)), slices.Compact(slices.Sorted(maps.Values(routes)))); diff != "" {
		t.Error(diff)
	}
	limits := map[string]float64{"customers": 200, "share_of_base": 0.05, "money": 1000, "undo_cost": 500, "undo_hours": 24}
	if diff := cmp.Diff(limits, Default().Limits()); diff != "" {
		t.Error(diff)
	}
}

func TestFiguresAreWrittenAsTheLanguageDoes(t *testing.T) {
	p := Default()
	r := Reason{Rule: "much_money", Figures: map[string]float64{"answers.money_at_risk": 12345.6, "limits.money": 10000}}
	for lang, want := range map[string]string{
		"en": "Up to 12,345.6 could be lost; up to 10,000 needs no review.",
		"es": "Se podrían perder hasta 12.345,6; hasta 10.000 no hace falta revisión.",
		"pl": "Można stracić do 12\u00a0345,6. Bez przeglądu wolno najwyżej 10\u00a0000.",
	} {
		if got := p.Message(r, lang); got != want {
			t.Errorf("%s: %q", lang, got)
		}
	}
	r.Figures = map[string]float64{"answers.money_at_risk": 6000, "limits.money": 1000}
	for lang, want := range map[string]string{
		"en": "Up to 6,000 could be lost; up to 1,000 needs no review.",
		"es": "Se podrían perder hasta 6000; hasta 1000 no hace falta revisión.",
		"pl": "Można stracić do 6000. Bez przeglądu wolno najwyżej 1000.",
	} {
		if got := p.Message(r, lang); got != want {
			t.Errorf("%s: %q", lang, got)
		}
	}
	if got := p.Message(Reason{Rule: "of another policy", Gate: "destroys"}, "en"); got != "Would something be deleted, cancelled or handed over that cannot be restored?" {
		t.Errorf("got %q", got)
	}
	if got := p.Message(Reason{Rule: "much_money"}, "en"); got != "Up to … could be lost; up to … needs no review." {
		t.Errorf("got %q", got)
	}
}

func TestParseNamesEveryProblemWithItsPlace(t *testing.T) {
	source := `format: 2
limits:
  customers: lots
  Money: 5
colour: red
calendar: {from: "17:00", to: "9:00", days: [funday]}
rules:
  - id: destroys
    gate: destruction
    route: data
    when: answers.destroy != "no"
    says: {en: Gone for good, es: Perdido, pl: "Stracone {limits.patience}"}
    opens: {en: Keep it, es: Guardar}
  - id: destroys
    gate: destroys
    route: nobody
    when: answers.money_at_risk * 2
    extra: 1
    says: {en: "a } b", es: Perdido, pl: Stracone}
    opens: {en: Keep it, es: Guardar, pl: Zachować}
  - gate: destroys
    route: data
    when: |
      answers.destroys == "no"
        && answers.undo_cost > "x"
    says: {en: "", es: [], pl: x}
`
	_, err := Parse([]byte(source))
	want := []string{
		"line 1, column 9: this program reads policies of format 1",
		"line 3, column 14: limits.customers has to be a number from 0 to 1000000000000",
		`line 4, column 3: a limit's name has small letters, digits and _: "Money"`,
		`line 5, column 1: a policy has no key "colour"; it takes format, limits, calendar, rules`,
		"line 6, column 12: the calendar needs at least one day, and from has to be before to",
		`line 6, column 31: to cannot be "9:00"; it takes hours such as "17:00"`,
		`line 6, column 46: a day of the calendar cannot be "funday"; it is one of monday, tuesday, wednesday, thursday, friday, saturday, sunday; did you mean sunday?`,
		`line 9, column 11: a gate cannot be "destruction"; it is one of ` + strings.Join(questionKeys, ", "),
		`line 11, column 11: undeclared reference to 'answers.destroy' (did you mean 'answers.destroys'?): a condition sees answers.<question>, limits.<limit>, starts_on, ends_on and days`,
		"line 12, column 48: says.pl: there is no figure {limits.patience}: says takes limits.<limit>, answers.<measure> and days; opens takes to and limits.<limit>",
		"line 13, column 13: opens needs pl",
		`line 14, column 5: another rule has the id "destroys" already`,
		"line 16, column 12: a route cannot be \"nobody\"; it is one of " + strings.Join(Routes, ", "),
		"line 17, column 33: found no matching overload for '_*_' applied to '(double, int)': every figure is a decimal, so write 2.0 for 2",
		`line 18, column 5: a rule has no key "extra"; it takes id, gate, route, when, field, says, opens`,
		"line 19, column 16: says.en: a brace that opens no placeholder such as {limits.customers}",
		"line 21, column 5: a rule needs id",
		"line 21, column 5: a rule needs opens",
		"line 25, column 30: found no matching overload for '_>_' applied to '(double, string)': every figure is a decimal, so write 2.0 for 2",
		"line 26, column 16: says.en has to have 1 to 500 characters",
		"line 26, column 24: says.es has to be a text",
	}
	if diff := cmp.Diff(want, problemsOf(err)); diff != "" {
		t.Error(diff)
	}
}

func TestParseRefuses(t *testing.T) {
	for name, c := range map[string]struct{ source, want string }{
		"nothing":                {"", "line 1, column 1: a policy is one YAML document; it begins with format: 1"},
		"two documents":          {"format: 1\n---\nformat: 1\n", "line 1, column 1: a policy is one YAML document; it begins with format: 1"},
		"a list":                 {"- a\n", "line 1, column 1: a policy has to be a list of keys and values"},
		"no YAML":                {"format: [1\n", "line 1, column 9: sequence end token ']' not found"},
		"a key twice":            {"format: 1\nformat: 1\n", `line 2, column 1: mapping key "format" already defined at [1:1]`},
		"no rules":               {"format: 1\nrules: []\n", "line 2, column 8: a policy has 1 to 100 rules"},
		"deep nesting":           {"format: " + strings.Repeat("[", 100_000), "line 1, column 17: a policy is nested at most 8 deep"},
		"deep dashes":            {strings.Repeat("- ", 100_000), "line 1, column 17: a policy is nested at most 8 deep"},
		"too much":               {strings.Repeat("# x\n", 70_000), "line 1, column 1: a policy has at most 262144 bytes, this one has 280000"},
		"an alias":               {"format: &a 1\n", "line 1, column 9: format has to be a number from 0 to 1000000000000"},
		"a negative limit":       {strings.Replace(policyOf("true"), "few: 10", "few: -1", 1), "line 2, column 15: limits.few has to be a number from 0 to 1000000000000"},
		"a condition's type":     {policyOf("limits.few"), "line 7, column 11: a condition has to be true or false, this is a double"},
		"a slip of the pen":      {policyOf(`answers.noticed_within == "latter"`), `line 7, column 37: "latter" is no answer to this question; the answers are same_day, three_days, week, later; did you mean later?`},
		"a slip in a list":       {policyOf(`answers.destroys in ["yes", "unsre"]`), `line 7, column 39: "unsre" is no answer to this question; the answers are no, yes, unsure; did you mean unsure?`},
		"a slip in quotes":       {policyOf(`'answers.destroys == "maybe"'`), `line 7, column 32: "maybe" is no answer to this question; the answers are no, yes, unsure`},
		"a loop":                 {policyOf("'[1, 2].all(x, x > 1)'"), "line 7, column 22: undeclared reference to 'all': a condition sees answers.<question>, limits.<limit>, starts_on, ends_on and days"},
		"a function":             {policyOf(`starts_on.matches("(a+)+$")`), "line 7, column 28: undeclared reference to 'matches': a condition sees answers.<question>, limits.<limit>, starts_on, ends_on and days"},
		"half a condition":       {policyOf("limits.few >"), "line 7, column 23: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}"},
		"a long condition":       {policyOf(strings.Repeat("true || ", 150) + "true"), "line 7, column 11: a condition has to have 1 to 1000 characters"},
		"an expensive one":       {policyOf(strings.Repeat("days>1||", 120) + "true"), "line 7, column 11: this may cost 240 steps, a condition has at most 200: split it into several rules"},
		"an unknown field":       {strings.Replace(policyOf("true"), "    when", "    field: title\n    when", 1), "line 7, column 12: a field cannot be \"title\"; it is one of " + strings.Join(fields, ", ")},
		"a gate with two routes": {strings.Replace(policyOf("true", "true"), "route: data", "route: lead", 1), "line 10, column 5: the gate destroys has the route lead in another rule; a gate has one route"},
		"a misspelt key":         {strings.Replace(policyOf("true"), "gate:", "gaet:", 1), `line 5, column 5: a rule has no key "gaet"; it takes id, gate, route, when, field, says, opens; did you mean gate?`},
		"a misspelt route":       {strings.Replace(policyOf("true"), "route: data", "route: date", 1), "line 6, column 12: a route cannot be \"date\"; it is one of " + strings.Join(Routes, ", ") + "; did you mean data?"},
		"a misspelt limit":       {policyOf("days > limits.manny"), "line 7, column 18: undeclared reference to 'limits.manny' (did you mean 'limits.many'?): a condition sees answers.<question>, limits.<limit>, starts_on, ends_on and days"},
		"no such limit":          {policyOf("days > limits.patience"), "line 7, column 18: undeclared reference to 'limits': the limits of this policy are limits.few, limits.many, limits.none"},
		"an answer alone":        {policyOf("undo_cost > 3"), "line 7, column 11: undeclared reference to 'undo_cost' (did you mean 'answers.undo_cost'?)"},
		"a word without quotes":  {policyOf("answers.destroys == yes"), "line 7, column 31: undeclared reference to 'yes' (did you mean \"yes\"? Words stand in quotes)"},
		"a misspelt figure":      {strings.Replace(policyOf("true"), "says: {en: e", `says: {en: "{limits.feu}"`, 1), "line 8, column 16: says.en: there is no figure {limits.feu}: says takes limits.<limit>, answers.<measure> and days; opens takes to and limits.<limit>; did you mean limits.few?"},
		"an answer in opens":     {strings.Replace(policyOf("true"), "opens: {en: e", `opens: {en: "{answers.undo_cost}"`, 1), "line 9, column 17: opens.en: there is no figure {answers.undo_cost}: says takes limits.<limit>, answers.<measure> and days; opens takes to and limits.<limit>"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse([]byte(c.source))
			if err == nil {
				t.Fatal("it was taken")
			}
			if got := problemsOf(err); !slices.Contains(got, c.want) {
				t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), c.want)
			}
		})
	}
}

func TestTheCalendar(t *testing.T) {
	p := parse(t, policyOf("true")+"calendar:\n  days: [saturday, sunday]\n  from: \"22:00\"\n  to: \"23:30\"\n  closed: [2026-12-25]\n")
	want := Calendar{Days: []string{"saturday", "sunday"}, From: "22:00", To: "23:30", Closed: []string{"2026-12-25"}}
	if diff := cmp.Diff(want, p.Calendar()); diff != "" {
		t.Error(diff)
	}
	want = Calendar{Days: []string{"monday", "tuesday", "wednesday", "thursday", "friday"}, From: "09:00", To: "17:00", Closed: []string{}}
	for name, p := range map[string]*Policy{"the default": Default(), "left out": parse(t, policyOf("true"))} {
		if diff := cmp.Diff(want, p.Calendar()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(policyOf("days > 3 || answers.undo_cost > limits.few", `"answers.destroys in ['yes'] && 1 / 0 == 1"`, "|\n      true\n      && false")))
	f.Add(DefaultSource())
	f.Add([]byte("format: [1\n"))
	f.Add([]byte("a: &a [*a]\n? b\n: !!str c\n"))
	f.Fuzz(func(t *testing.T, source []byte) {
		p, err := Parse(source)
		if err == nil {
			for _, facts := range []Facts{safe(), worst(), {}} {
				for _, o := range p.Openers(facts) {
					if p.Judge(facts.With(o.Changes...)).Door == OneWay {
						t.Errorf("%+v does not open", o)
					}
					p.OpenerMessage(o, "pl")
				}
				p.Passed(facts, Undoing{Hours: facts.Answers.UndoHours, Cost: facts.Answers.UndoCost, Customers: facts.Answers.CustomersExposed})
				for _, r := range p.Judge(facts).Reasons {
					p.Message(r, "es")
				}
			}
			reworded(t, p, source)
			return
		}
		Edits{Limits: []Limit{{"few", nil}}, Calendar: &Calendar{}, Texts: []TextEdit{{"rule0", "says.en", "x"}}}.Edit(source)
		problems := problemsOf(err)
		if len(problems) == 0 {
			t.Error("refused without a problem")
		}
		for _, problem := range problems {
			var line, column int
			if _, err := fmt.Sscanf(problem, "line %d, column %d:", &line, &column); err != nil || line < 1 || column < 1 {
				t.Errorf("no place in %q", problem)
			}
		}
	})
}

// reworded edits every limit and a sentence of every rule, and reads them again.
func reworded(t *testing.T, p *Policy, source []byte) {
	t.Helper()
	var e Edits
	seven := 7.0
	for limit := range p.limits {
		e.Limits = append(e.Limits, Limit{limit, &seven})
	}
	for _, r := range p.rules {
		e.Texts = append(e.Texts, TextEdit{r.ID, "opens.es", "Sí: {to}"})
	}
	edited := e.Edit(source)
	next, err := Parse(edited)
	if err != nil {
		t.Fatalf("%v after the edits: %q", problemsOf(err), edited)
	}
	for limit, v := range next.limits {
		if v != seven {
			t.Errorf("%s is %v: %q", limit, v, edited)
		}
	}
	for _, r := range next.rules {
		if r.Opens["es"] != "Sí: {to}" {
			t.Errorf("%s opens with %q: %q", r.ID, r.Opens["es"], edited)
		}
	}
}
