package blameless

import (
	"strings"

	"ajar/internal/text"
)

// A feature is something that the model sees at a word. Those of words say which
// language they are of; those of families all languages share:
//
//	en:forgot     the word          en:forg*      how it begins
//	en:agent_forgot  two words      es:*aron      how it ends
//	en:^sadly     the first word of a clause      ^who  a family there
//	en:/forgot    the stem        en:/agent_forgot  two stems
//	en:; nobody   what stands between two words, with the one after it, or en:late ;
//	              with the one before it, or alone: gap;
//	en:$late      the last word or two, and en:^^guess the first of a sentence
//	[who]_X_[fail]  what three words are, X being any that is not known
//	fail          a family          who>fail      one soon after another
//	!plain_fail+who   said plainly, of somebody; "-denied" where it is taken back
//
// What is quoted says something else: every feature of it begins with a quotation mark.
const (
	beginning = 4 // letters that stand for a word's forms
	longer    = 6 // the same for long words
	ending    = 3
	soon      = 10 // words from one family to the next
)

// seer tells the features of a sentence, each with the word it stands at. A key is
// only good until the next one.
type seer struct {
	*sentence
	key  []byte
	tell func(at int, key []byte)
}

func (s *sentence) features(tell func(at int, key []byte)) {
	see := seer{sentence: s, key: make([]byte, 0, 64), tell: tell}
	shapes := s.shapes()
	all := s.begun(0, len(s.words))
	for i := range s.words {
		see.word(i)
		see.stem(i)
		see.gap(i)
		see.shape(shapes, i)
		see.plainly(i, all)
		see.families(i)
	}
	see.ends()
}

// say tells one feature, put together from its parts.
func (s *seer) say(at int, parts ...string) {
	s.key = s.key[:0]
	if s.words[at].Quoted {
		s.key = append(s.key, '"')
	}
	for _, p := range parts {
		s.key = append(s.key, p...)
	}
	s.tell(at, s.key)
}

func (s *seer) word(i int) {
	w := plain(s.words[i])
	s.say(i, s.language, ":", w)
	if len(w) > beginning {
		s.say(i, s.language, ":", w[:beginning], "*")
	}
	if len(w) > longer {
		s.say(i, s.language, ":", w[:longer], "*")
	}
	if len(w) > beginning {
		s.say(i, s.language, ":*", w[len(w)-ending:])
	}
	if i > 0 {
		s.say(i, s.language, ":", plain(s.words[i-1]), "_", w)
	}
	if s.opens(i) {
		s.say(i, s.language, ":^", w)
	}
}

func (s *seer) stem(i int) {
	if s.stems[i] == "" {
		return
	}
	s.say(i, s.language, ":/", s.stems[i])
	if i > 0 {
		s.say(i, s.language, ":/", s.stems[i-1], "_", s.stems[i])
	}
}

// gap tells what stands before a word other than a space, and that it begins with a
// capital inside a sentence.
func (s *seer) gap(i int) {
	if i == 0 {
		return
	}
	if gap := strings.Join(strings.Fields(s.words[i].Gap), ""); gap != "" {
		s.say(i, "gap", gap)
		s.say(i, s.language, ":", gap, " ", plain(s.words[i]))
		s.say(i, s.language, ":", plain(s.words[i-1]), " ", gap)
	}
	if s.words[i].Capital {
		s.say(i, "capital")
	}
}

// ends tells how a sentence begins and how it ends.
func (s *seer) ends() {
	last := len(s.words) - 1
	s.say(0, s.language, ":^^", plain(s.words[0]))
	s.say(last, s.language, ":$", plain(s.words[last]))
	if last > 0 {
		s.say(0, s.language, ":^^", plain(s.words[0]), "_", plain(s.words[1]))
		s.say(last, s.language, ":$", plain(s.words[last-1]), "_", plain(s.words[last]))
	}
}

// opens reports whether a word is the first of a clause.
func (s *sentence) opens(i int) bool { return i == 0 || s.words[i].Clause != s.words[i-1].Clause }

// plain is a word as features name it: numbers are all one.
func plain(w text.Word) string {
	if w.Folded >= "0" && w.Folded < ":" {
		return "#"
	}
	return w.Folded
}

// saidPlainly are the families that leave little room for another reading.
var saidPlainly = [...]family{plainError, plainGuilt, plainOnly, plainJudged, plainFail}

// plainly tells what is said plainly at a word, with what may take it back: words
// that acquit, a denial, or a thing that does it and nobody.
func (s *seer) plainly(i int, all set) {
	before, near := s.begun(i-soon, i), s.begun(i-soon+2, i)
	back := ""
	switch {
	case all.has(innocent):
		back = "-innocent"
	case s.begun(i-2, i).has(deny):
		back = "-denied"
	case near.has(thing) && !before.has(who):
		back = "-thing"
	}
	whose := ""
	if before.has(who) || before.has(self) {
		whose = "+who"
	}
	for _, f := range saidPlainly {
		if !s.begins[i].has(f) {
			continue
		}
		s.say(i, "!", familyNames[f], back, whose)
		if back == "" {
			s.say(i, "!")
		}
	}
}

// begun are the families that begin from one word to another.
func (s *sentence) begun(from, to int) (all set) {
	for _, f := range s.begins[max(0, from):to] {
		all |= f
	}
	return all
}

func (s *seer) families(i int) {
	if s.begins[i] == 0 {
		return
	}
	s.begins[i].each(func(f family) {
		s.say(i, familyNames[f])
		if s.opens(i) {
			s.say(i, "^", familyNames[f])
		}
		for j := i + 1; j <= i+soon && j < len(s.words); j++ {
			s.begins[j].each(func(g family) { s.say(i, familyNames[f], ">", familyNames[g]) })
		}
	})
}

// shape is what three words in a row are.
func (s *seer) shape(shapes []string, i int) {
	if i+1 < len(shapes) {
		s.say(i, shapes[i], "_", shapes[i+1])
	}
	if i+2 < len(shapes) {
		s.say(i, shapes[i], "_", shapes[i+1], "_", shapes[i+2])
	}
}

// shapes are what each word is: a family, a function word, or any word.
func (s *sentence) shapes() []string {
	shapes := make([]string, len(s.words))
	for i, w := range s.words {
		switch {
		case s.within[i] != 0:
			shapes[i] = shapeNames[leading(s.within[i])]
		case text.IsStop(s.language, w.Folded):
			shapes[i] = w.Folded
		default:
			shapes[i] = "X"
		}
	}
	return shapes
}

// leading is the family that says most of a word that is in several: those that
// speak of blame come before those that most sentences have.
func leading(s set) family {
	for _, f := range leaders {
		if s.has(f) {
			return f
		}
	}
	return 0
}

var leaders = [numberOfFamilies]family{innocent, plainError, plainGuilt, plainOnly, plainJudged, plainFail, humanError, ifOnly, judged, guilt, ill, unwilling, fail, who, name, staff, group, outside, someone, nobody, self, advice, rule,
	good, speech, irony, harm, wrongly, we, turning, because, deny, thing}

var shapeNames = func() (all [numberOfFamilies]string) {
	for f, n := range familyNames {
		all[f] = "[" + n + "]"
	}
	return all
}()
