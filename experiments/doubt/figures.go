package doubt

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"ajar/internal/families"
	"ajar/internal/text"
)

// amount is a number in the words, with the words it is said in.
type amount struct {
	families.Find
	value    float64
	question string // asked about it; "" is that of the risk
}

// A figure of the words is doubted against the answer when it is this much
// larger: people round.
const larger = 1.5

// figures raises doubts where the words have more customers, more money, or a
// longer or dearer way back than was answered.
func (s *search) figures() {
	all := s.amounts()
	customers, money := s.customers(all), s.money(all)
	s.compare("customers_exposed", customers)
	s.compare("money_at_risk", append(s.each(money, customers), money...))
	s.compare("undo_cost", s.backwards(money))
	s.compare("undo_hours", s.backwards(s.hours(all)))
}

// compare raises a doubt at the first amount that is plainly more than the
// answer, unless the answer itself stands in the words.
func (s *search) compare(risk string, said []amount) {
	answered, ok := s.proposal.Answers.Figure(risk)
	if !ok || agree(said, answered) {
		return
	}
	for _, a := range said {
		if a.value > answered*larger && !s.has(risk) {
			s.ask(cmp.Or(a.question, risk), risk, []families.Find{a.Find})
		}
	}
}

// agree reports whether the answer stands in the words.
func agree(said []amount, answered float64) bool {
	return answered > 0 && slices.ContainsFunc(said, func(a amount) bool { return a.value >= answered/larger && a.value <= answered*larger })
}

// customers are the amounts that count people, or what is sent to them.
func (s *search) customers(all []amount) []amount {
	return s.followed(all, soon/2, "people", "mailing")
}

// followed are the amounts with a word of the named families among the next n.
func (s *search) followed(all []amount, n int, names ...string) []amount {
	var kept []amount
	for _, a := range all {
		for _, name := range names {
			if next := within(s.finds[name], a.Last+1, a.Last+n); len(next) > 0 && s.words[next[0].First].Clause == s.words[a.Last].Clause {
				kept = append(kept, amount{Find: families.Find{First: a.First, Last: next[0].Last}, value: a.value})
				break
			}
		}
	}
	return kept
}

// money are the amounts beside a sign or a name of money. An amount of a small
// coin counts as a fifth, since the words do not say what it is worth in the
// organisation's currency. What only has to be spent ("orders over 50 €") is none.
func (s *search) money(all []amount) []amount {
	var kept []amount
	for _, a := range all {
		place, worth := a.Find, 0.0
		for _, c := range currencies {
			for _, sign := range within(s.finds[c.family], a.First-1, a.Last+1) {
				place, worth = families.Find{First: min(place.First, sign.First), Last: max(place.Last, sign.Last)}, max(worth, a.value*c.each)
			}
		}
		if worth > 0 && len(within(s.finds["threshold"], place.First-2, place.First-1)) == 0 {
			kept = append(kept, amount{Find: place, value: worth})
		}
	}
	return kept
}

// rate is what one of something counts.
type rate struct {
	family string
	each   float64
}

var currencies = []rate{{"currency", 1}, {"small_currency", 0.2}}

// moneyForEach is the question about money that the words have for one customer and the
// answer for all.
const moneyForEach = "money_for_each"

// each are the gifts of money for each customer, times the customers.
func (s *search) each(money, customers []amount) []amount {
	exposed, _ := s.proposal.Answers.Figure("customers_exposed")
	for _, c := range customers {
		exposed = max(exposed, c.value)
	}
	var kept []amount
	for _, m := range money {
		if s.sentenceHas("gift", m.First) {
			kept = append(kept, amount{Find: m.Find, value: m.value * exposed, question: moneyForEach})
		}
	}
	return kept
}

func (s *search) sentenceHas(family string, word int) bool {
	return slices.ContainsFunc(within(s.finds[family], word-apart, word+apart), func(f families.Find) bool {
		return s.words[f.First].Sentence == s.words[word].Sentence
	})
}

// times are the units of undoing in hours: a day has at least eight.
var times = []rate{{"hours", 1}, {"days", 8}, {"weeks", 40}, {"months", 160}}

// hours are the amounts of time after a word such as "takes", in hours.
func (s *search) hours(all []amount) []amount {
	var kept []amount
	for _, t := range times {
		for _, a := range s.followed(all, 1, t.family) {
			if len(within(s.finds["takes"], a.First-soon/2, a.First-1)) > 0 {
				kept = append(kept, amount{Find: a.Find, value: a.value * t.each})
			}
		}
	}
	return kept
}

// backwards are the amounts in the way back.
func (s *search) backwards(all []amount) []amount {
	return slices.DeleteFunc(slices.Clone(all), func(a amount) bool {
		return s.proposal.Texts[s.words[a.First].Text].Field != WayBack
	})
}

// WayBack is the field that says how the experiment is undone.
const WayBack = "way_back"

// amounts reads the numbers: digits with their thousands ("1 200", "11k"), and
// words ("eleven thousand").
func (s *search) amounts() []amount {
	numerals := map[int]float64{}
	for family, places := range s.finds {
		if digits, ok := strings.CutPrefix(family, "number"); ok {
			value, _ := strconv.ParseFloat(digits, 64)
			for _, p := range places {
				numerals[p.First] = value
			}
		}
	}
	var all []amount
	for i := 0; i < len(s.words); i++ {
		a, ok := s.amount(i, numerals)
		if ok {
			all = append(all, a)
			i = a.Last
		}
	}
	return all
}

// amount reads the number that begins with a word.
func (s *search) amount(i int, numerals map[int]float64) (amount, bool) {
	a := amount{Find: families.Find{First: i, Last: i}}
	if value, ok := numerals[i]; ok {
		a.value = value
	} else if !s.digits(&a) {
		return a, false
	}
	for next := a.Last + 1; next < len(s.words) && s.words[next].Clause == s.words[i].Clause; next++ {
		value, ok := numerals[next]
		switch {
		case !ok:
			return a, true
		case value >= 100 && a.value < value:
			a.value *= value
		default:
			a.value += value
		}
		a.Last = next
	}
	return a, true
}

// digits reads digits and the groups of three that follow them. A time of day or
// what else stands beside a colon or a slash is no number.
func (s *search) digits(a *amount) bool {
	w := s.words[a.First]
	if !isDigits(w) {
		return false
	}
	value, err := strconv.ParseFloat(w.Folded, 64)
	if err != nil || strings.ContainsAny(w.Gap, ":/") && a.First > 0 && isDigits(s.words[a.First-1]) {
		return false
	}
	for a.Last+1 < len(s.words) {
		next := s.words[a.Last+1]
		if !isDigits(next) || next.Text != w.Text {
			break
		}
		part, _ := strconv.ParseFloat(next.Folded, 64)
		switch {
		case strings.ContainsAny(next.Gap, ":/-–"):
			return false
		case len(next.Folded) == 3 && (next.Gap == " " || next.Gap == "." || next.Gap == "," || next.Gap == "\u00a0" || next.Gap == "\u202f"):
			value = value*1000 + part
		case next.Gap == "." || next.Gap == ",":
		default:
			a.value = value
			return true
		}
		a.Last++
	}
	a.value = value
	return true
}

func isDigits(w text.Word) bool { return w.Folded != "" && w.Folded[0] >= '0' && w.Folded[0] <= '9' }
