package api_test

import "testing"

// What the pages ask first has an answer for everybody: who is signed in, or that
// nobody is.
func TestStart(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for what, c := range map[string]struct {
			who  guest
			as   string
			want any
		}{
			"signed in":                     {v.pia, v.pia.id, v.pia.id},
			"for the first time":            {guest{house: v.house}, "", nil},
			"with a session that has ended": {guest{house: v.house, cookie: "ajar_session=gone"}, "", nil},
			"with a token that is none":     {guest{house: v.house, bearer: "ajar_none"}, "", nil},
			"in another's browser":          {v.pia, v.cora.id, nil},
		} {
			if r := c.who.get(t, "/start", "Ajar-Person", c.as).want(200); r.at("person.person_id") != c.want {
				t.Errorf("%s: %s", what, r.raw)
			}
		}
	})
}
