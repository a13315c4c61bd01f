package doubt

import "ajar/internal/text"

// Text is one field of a proposal, as the API calls it, and what stands in it.
type Text struct {
	Field string
	Words string
}

// wordsOf cuts texts into words; words of two texts are never in one sentence.
func wordsOf(texts []Text) []text.Word {
	all := make([]string, len(texts))
	for i, t := range texts {
		all[i] = t.Words
	}
	return text.Words(all...)
}
