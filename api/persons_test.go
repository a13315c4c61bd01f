package api_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
)

// ofPersons are words by which something would be asked, counted or grouped by person.
var ofPersons = []string{"person", "people", "author", "proposer", "actor", "reviewer", "decider", "user", "who", "by", "email", "contributor"}

// directories are the answers that tell who somebody is: teams, routes, oneself, who stands in,
// whom one may mention, and what administrators manage.
var directories = []string{"Colleague", "Member", "Participant", "Person", "Actor", "Logged"}

// Nothing is listed, searched, counted or exported by person: no operation but those of
// administrators takes one to narrow by, and no answer but a directory holds one's id. "mine" is
// one's own.
func TestNothingIsByPerson(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		document := h.api.Document()
		for path, item := range document.Paths {
			if item.Get == nil || item.Get.Extensions["x-who-may"] == "admin" {
				continue
			}
			for _, p := range item.Get.Parameters {
				if slices.Contains(ofPersons, strings.TrimSuffix(p.Name, "_id")) {
					t.Errorf("%s is asked by %s", path, p.Name)
				}
			}
		}
		for name, schema := range document.Components.Schemas.Map() {
			for _, property := range personsIn(schema) {
				if !slices.ContainsFunc(directories, func(d string) bool { return strings.Contains(name, d) }) {
					t.Errorf("%s tells %s", name, property)
				}
			}
		}
	})
}

// personsIn are the properties of an answer that hold a person's id.
func personsIn(s *huma.Schema) (found []string) {
	for name := range s.Properties {
		if word, isID := strings.CutSuffix(name, "_id"); isID && slices.Contains(ofPersons, word) {
			found = append(found, name)
		}
	}
	return found
}
