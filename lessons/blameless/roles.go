package blameless

import (
	"cmp"
	"slices"
	"strings"

	"ajar/internal/families"
	"ajar/internal/text"
)

// Roles puts roles in the place of names: of who is near to what a text tells by any
// of their names, and of everybody else by all of their names in their order. "May"
// is a colleague or a month; "May Nowak" is nobody but herself. An e-mail address is a
// name too. It is not for use by several at the same time.
type Roles struct {
	near      names
	others    []string
	addresses whole
	whole     map[string]whole // by language, made when it is first needed
}

// RolesOf makes the roles of these people. Of others, and of addresses, it is enough to
// name those that stand in what will be read: see [text.NameKeys] and [text.Addresses].
func RolesOf(near, others, addresses []string) *Roles {
	return &Roles{near: namesOf(near), others: others, addresses: wholeNames("", addresses), whole: map[string]whole{}}
}

// In is the text with a role in the place of every name, in any sentence, and how many
// names that were. It is linear in the length of the text.
func (r *Roles) In(words, language string) (string, int) {
	k := known()
	all := text.Words(words)
	c := checker{knowledge: k, language: text.LanguageOf(all, language), text: newUnits(words), people: r.near}
	c.asked = c.language
	whole := r.wholeIn(c.language)
	var named []Finding
	for s := range k.sentences(c.language, all, c.people) {
		places := r.addresses.in(s, anyCase)
		for _, at := range slices.Concat(c.names(s, false), whole.in(s, capitals)) {
			if !overlap(places, at.First, at.Last) {
				places = append(places, at)
			}
		}
		for _, at := range places {
			named = append(named, c.name(s, at, false))
		}
	}
	slices.SortFunc(named, func(a, b Finding) int { return cmp.Compare(a.Start, b.Start) })
	return c.text.replaced(named), len(named)
}

func (r *Roles) wholeIn(language string) whole {
	if _, made := r.whole[language]; !made {
		r.whole[language] = wholeNames(language, r.others)
	}
	return r.whole[language]
}

// replaced is the text with what stands instead of each finding, in their order.
func (u units) replaced(findings []Finding) string {
	var out strings.Builder
	end := 0
	for _, f := range findings {
		out.WriteString(u.cut(end, f.Start) + f.ReplaceBy)
		end = f.End
	}
	return out.String() + u.cut(end, len(u))
}

// whole are names of several words, as they are compared, by their first word.
type whole struct {
	language string
	byFirst  map[string][][]string
}

func wholeNames(language string, people []string) whole {
	w := whole{language, map[string][][]string{}}
	for _, person := range people {
		var all []string
		for _, word := range text.Words(person) {
			all = append(all, w.compared(word.Folded))
		}
		if len(all) > 1 {
			w.byFirst[all[0]] = append(w.byFirst[all[0]], all)
		}
	}
	return w
}

// compared is a word of a name without the ending that changes in Polish.
func (w whole) compared(folded string) string {
	if w.language == "pl" {
		return text.NameRoot(folded)
	}
	return folded
}

// is reports whether a word of a text is this word of a name, in English also what is
// somebody's.
func (w whole) is(folded, word string) bool {
	return w.compared(folded) == word || w.language == "en" && strings.TrimSuffix(folded, "s") == word
}

// Whether a name is one in any case, or where each of its words begins with a capital.
const (
	anyCase  = true
	capitals = false
)

// in are the places of a sentence where one of the names stands, the longest first.
func (w whole) in(s *sentence, inAnyCase bool) (found []families.Find) {
	for i := 0; i < len(s.words); i++ {
		longest := 0
		for _, name := range w.byFirst[w.compared(s.words[i].Folded)] {
			if len(name) > longest && w.begins(s, i, name, inAnyCase) {
				longest = len(name)
			}
		}
		if longest > 0 {
			found = append(found, families.Find{First: i, Last: i + longest - 1})
			i += longest - 1
		}
	}
	return found
}

// begins reports whether a name begins at a word.
func (w whole) begins(s *sentence, at int, name []string, inAnyCase bool) bool {
	if at+len(name) > len(s.words) {
		return false
	}
	for i, word := range name {
		if here := s.words[at+i]; !here.Capital && !inAnyCase || !w.is(here.Folded, word) {
			return false
		}
	}
	return true
}
