package lessons

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// Each letter is a lesson; a pair says that the second supersedes the first.
func TestBelowWhatIsNewer(t *testing.T) {
	id := func(letter rune) uuid.UUID { return uuid.NewSHA1(uuid.Nil, []byte(string(letter))) }
	for _, c := range []struct {
		found, want string
		newer       map[rune]rune
	}{
		{"", "", nil},
		{"abc", "abc", nil},
		{"abc", "cab", map[rune]rune{'a': 'c'}},
		{"abc", "abc", map[rune]rune{'c': 'a'}},
		{"abc", "abc", map[rune]rune{'a': 'x'}},
		{"abcd", "dbac", map[rune]rune{'a': 'b', 'b': 'd'}},
		{"abcd", "adbc", map[rune]rune{'b': 'd', 'c': 'd'}},
	} {
		got := belowNewer([]rune(c.found), func(r rune) (uuid.UUID, uuid.UUID) {
			if by, ok := c.newer[r]; ok {
				return id(r), id(by)
			}
			return id(r), uuid.Nil
		})
		if diff := cmp.Diff(c.want, string(got)); diff != "" {
			t.Errorf("%s, %v: %s", c.found, c.newer, diff)
		}
	}
}
