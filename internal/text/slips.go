package text

import (
	"cmp"
	"slices"
	"strings"
)

// Slip is a word that somebody may have meant who typed another one.
type Slip struct {
	Word string
	Cost float64 // how unlikely that is: 1 for a letter left out or added anywhere
}

// Costs of one slip of the pen. Letters that are swapped, doubled or not, that lie
// beside each other on a keyboard or sound alike are what people mistake most
// (Kernighan, Church and Gale, A Spelling Correction Program Based on a Noisy
// Channel Model, 1990), and they are rarely wrong about how a word begins (Pollock
// and Zamora, Automatic Spelling Correction in Scientific and Scholarly Text, 1984).
const (
	swapped    = 0.6
	doubled    = 0.5
	lostOrMore = 1.0
	silent     = 0.7
	alike      = 0.7
	beside     = 0.8
	otherVowel = 0.9
	another    = 1.3
	asFirst    = 0.5 // more, for the first letter
)

const (
	letters = "abcdefghijklmnopqrstuvwxyz"
	vowels  = "aeiouy"
)

// keyRows are the rows of a keyboard; the keys of one lie below those of the one
// before, half a key to the right.
var keyRows = []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"}

// sounds are letters that are mistaken for each other as they sound alike in English,
// Spanish or Polish.
var sounds = strings.Fields("bv cs sz cz ck gj iy mn td vw xs uo kq ph lr")

// mistaken is what it costs to take a letter for another one.
var mistaken = func() (costs [26][26]float64) {
	for a := range costs {
		for b := range costs[a] {
			costs[a][b] = another
		}
	}
	pair := func(a, b byte, cost float64) {
		costs[a-'a'][b-'a'] = min(cost, costs[a-'a'][b-'a'])
		costs[b-'a'][a-'a'] = costs[a-'a'][b-'a']
	}
	for _, a := range []byte(vowels) {
		for _, b := range []byte(vowels) {
			pair(a, b, otherVowel)
		}
	}
	for y, row := range keyRows {
		for x := range row {
			if x > 0 {
				pair(row[x], row[x-1], beside)
			}
			for _, above := range []int{x, x + 1} {
				if y > 0 && above < len(keyRows[y-1]) {
					pair(row[x], keyRows[y-1][above], beside)
				}
			}
		}
	}
	for _, s := range sounds {
		pair(s[0], s[1], alike)
	}
	return costs
}()

// Slips answers every word from which a token differs by one slip: a letter left
// out, one too many, another one, or two neighbours swapped, which is a distance of
// 1 after Damerau (A Technique for Computer Detection and Correction of Spelling
// Errors, 1964). Each is answered once, the likeliest first. Of a token with
// anything but a to z there are none.
func Slips(token string) []Slip {
	if !isLatin(token) {
		return nil
	}
	costs := make(map[string]float64, 54*len(token)+26)
	add := func(word string, cost float64, at int) {
		if at == 0 {
			cost += asFirst
		}
		if known, ok := costs[word]; word != token && (!ok || cost < known) {
			costs[word] = cost
		}
	}
	for i := range len(token) + 1 {
		for _, c := range []byte(letters) {
			add(token[:i]+string(c)+token[i:], leftOut(token, i, c), i)
		}
	}
	for i, c := range []byte(token) {
		before, after := token[:i], token[i+1:]
		add(before+after, tooMany(token, i), i)
		for _, meant := range []byte(letters) {
			add(before+string(meant)+after, mistaken[c-'a'][meant-'a'], i)
		}
		if after != "" {
			add(before+after[:1]+string(c)+after[1:], swapped, i)
		}
	}
	slips := make([]Slip, 0, len(costs))
	for word, cost := range costs {
		slips = append(slips, Slip{word, cost})
	}
	slices.SortFunc(slips, func(a, b Slip) int { return cmp.Or(cmp.Compare(a.Cost, b.Cost), strings.Compare(a.Word, b.Word)) })
	return slips
}

// leftOut is what it costs to leave a letter out before the i-th.
func leftOut(token string, i int, letter byte) float64 {
	switch {
	case i > 0 && token[i-1] == letter || i < len(token) && token[i] == letter:
		return doubled
	case letter == 'h':
		return silent
	}
	return lostOrMore
}

// tooMany is what it costs to type the i-th letter where there is none.
func tooMany(token string, i int) float64 {
	cost := lostOrMore
	if token[i] == 'h' {
		cost = silent
	}
	for _, k := range []int{i - 1, i + 1} {
		switch {
		case k < 0 || k == len(token):
		case token[k] == token[i]:
			cost = min(cost, doubled)
		case mistaken[token[k]-'a'][token[i]-'a'] == beside:
			cost = min(cost, beside)
		}
	}
	return cost
}

// Distance is by how many slips (see [Slips]) two tokens differ when no letter is
// touched twice, counted no further than one more than most.
func Distance(a, b string, most int) int {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a)-len(b) > most || len(b) > maxToken {
		return most + 1
	}
	var before, last, now [maxToken + 1]int
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
			least = min(least, now[j])
		}
		if least > most {
			return most + 1
		}
		before, last, now = last, now, before
	}
	return min(last[len(b)], most+1)
}
