package live

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// Who is told of what. The desk's experiment is reviewed by safety; the admin is
// of no team.
func TestWhoIsTold(t *testing.T) {
	desk, it := uuid.New(), uuid.New()
	viewers := map[string]Viewer{
		"team":   {Person: uuid.New(), Teams: []uuid.UUID{desk}},
		"route":  {Person: uuid.New(), Routes: []string{"safety"}},
		"other":  {Person: uuid.New(), Teams: []uuid.UUID{uuid.New()}, Routes: []string{"brand"}},
		"admin":  {Person: uuid.New(), Admin: true},
		"nobody": {Person: uuid.New()},
	}
	audience := func(everyone, routers bool) Audience {
		return Audience{Key: "E-1", Team: desk, Routes: []string{"lead", "safety"}, Everyone: everyone, Routers: routers}
	}
	draft, open, concluded := audience(false, false), audience(true, false), audience(false, true)
	everyone, insiders := "admin nobody other route team", "admin route team"
	for _, c := range []struct {
		kind string
		what What
		of   Audience // the zero value: of no experiment
		told string
	}{
		{"experiment.edited", "experiment", draft, "team"},
		{"experiment.started", "experiment", open, everyone},
		{"experiment.concluded", "experiment", concluded, insiders},
		{"review.opened", "review", open, everyone},
		{"comment.made", "comment", concluded, insiders},
		{"lesson.saved", "lesson", concluded, "team"},
		{"lesson.published", "lesson", concluded, insiders},
		{"template.created", "template", Audience{}, everyone},
		{"template.door_withdrawn", "template", Audience{}, everyone},
		{"template.door_withdrawn", "template", open, everyone},
		{"template.door_withdrawn", "template", concluded, insiders}, // its second is that of a harm
		{"policy.saved", "policy", Audience{}, everyone},
		{"organisation.changed", "organisation", Audience{}, everyone},
		{"route.changed", "route", Audience{}, everyone},
		{"moment.created", "moment", Audience{}, everyone},
		{"team.changed", "team", Audience{}, everyone},
		{"person.changed", "person", Audience{}, "admin"},
		{"token.created", "token", Audience{}, ""},
		{"secret.made", "secret", Audience{}, ""},
	} {
		h := &happening{kind: c.kind, what: c.what, id: it.String(), audience: c.of}
		if c.of.Key != "" {
			h.experiment = it
		}
		h.write()
		told := ""
		for _, name := range []string{"admin", "nobody", "other", "route", "team"} {
			if h.toldTo(viewers[name]) != nil {
				if told != "" {
					told += " "
				}
				told += name
			}
		}
		if told != c.told {
			t.Errorf("%s is told to %q, not %q", c.kind, told, c.told)
		}
	}
}

func TestWhatIsTold(t *testing.T) {
	desk, it, pia := uuid.New(), uuid.New(), uuid.New()
	h := &happening{kind: "review.decided", what: "review", id: "r", actor: pia, experiment: it,
		audience: Audience{Key: "E-7", Team: desk, Routes: []string{"safety"}, Everyone: true}}
	h.write()
	for _, c := range []struct {
		viewer Viewer
		want   Change
	}{
		{Viewer{Person: pia, Teams: []uuid.UUID{desk}}, Change{What: "review", ID: "r", Experiment: &it, Key: "E-7", Near: true, Yours: true}},
		{Viewer{Person: uuid.New(), Routes: []string{"safety"}}, Change{What: "review", ID: "r", Experiment: &it, Key: "E-7", Near: true}},
		{Viewer{Person: uuid.New()}, Change{What: "review", ID: "r", Experiment: &it, Key: "E-7"}},
	} {
		var got Change
		text := bytes.TrimPrefix(h.toldTo(c.viewer), []byte("data: "))
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Error(diff)
		}
	}
}

// A template is told as itself, without the experiment whose harm withdrew its door.
func TestATemplateIsToldWithoutAnExperiment(t *testing.T) {
	desk := uuid.New()
	h := &happening{kind: "template.door_withdrawn", what: "template", id: "t", experiment: uuid.New(), audience: Audience{Key: "E-7", Team: desk, Routers: true}}
	h.write()
	told := string(h.toldTo(Viewer{Person: uuid.New(), Teams: []uuid.UUID{desk}}))
	if want := "data: {\"what\":\"template\",\"id\":\"t\",\"near\":true}\n\n"; told != want {
		t.Errorf("told %q, not %q", told, want)
	}
}

func TestIdsOfStreamsAreSealed(t *testing.T) {
	one, err := newSeal([]byte("sixteen letters!"))
	if err != nil {
		t.Fatal(err)
	}
	other, err := newSeal([]byte("sixteen others!!"))
	if err != nil {
		t.Fatal(err)
	}
	for _, horizon := range []uint64{0, 1, 4711, 1<<64 - 1} {
		id := one.close(horizon)
		if got, ok := one.open(id); !ok || got != horizon {
			t.Errorf("%q opens as %d, %t; want %d", id, got, ok, horizon)
		}
		if _, ok := other.open(id); ok {
			t.Errorf("%q opens with another key", id)
		}
	}
	for _, forged := range []string{"", "1", "!", "AAAAAAAAAAAAAAAAAAAAAA", one.close(7) + "A"} {
		if _, ok := one.open(forged); ok {
			t.Errorf("%q opens", forged)
		}
	}
}
