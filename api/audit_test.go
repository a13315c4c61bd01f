package api_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ajar/internal/audit"
	"ajar/internal/clock"
)

// chain binds what happened so far.
func (h *house) chain(t *testing.T) {
	t.Helper()
	if err := audit.NewChainer(h.db, clock.Clock{Fixed: h.watch.now}, quiet).Chain(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestTheLogTellsAdministratorsWhoDidWhat(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		running := v.inState(t, "running")
		v.chain(t)
		draft := v.pia.post(t, "/experiments", v.proposal(nil, nil)).want(201).text("id")
		type row struct {
			kind, by, title string
			chained         bool
		}
		rows := func(query string) (all []row) {
			t.Helper()
			for _, item := range v.admin.get(t, "/audit"+query).want(200).list("items") {
				one := reply{body: item}
				all = append(all, row{one.text("kind"), one.text("by"), one.text("experiment.title"), one.at("position") != nil && len(one.text("hash")) == 64})
			}
			return all
		}
		got := rows("?limit=2")
		want := []row{{"experiment.registered", "Pia Proposer", "", false}, {"experiment.started", "Pia Proposer", "Offer tea while guests wait", true}}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(row{})); diff != "" {
			t.Error(diff)
		}
		of := []row{{"experiment.started", "Pia Proposer", "Offer tea while guests wait", true}, {"experiment.submitted", "Pia Proposer", "Offer tea while guests wait", true}, {"experiment.registered", "Pia Proposer", "Offer tea while guests wait", true}}
		key := v.pia.get(t, "/experiments/"+running).want(200).text("key")
		for _, query := range []string{"?experiment=" + running, "?experiment=" + key} {
			if diff := cmp.Diff(of, rows(query), cmp.AllowUnexported(row{})); diff != "" {
				t.Errorf("%s: %s", query, diff)
			}
		}
		if got := rows("?kind=experiment.started&experiment=" + key); len(got) != 1 {
			t.Errorf("of one kind: %+v", got)
		}
		v.admin.get(t, "/audit?experiment="+draft).want(422)
		v.admin.get(t, "/audit?kind=experiment.sneezed").want(422)

		all := rows("?limit=200")
		var paged []row
		for cursor := ""; ; {
			page := v.admin.get(t, "/audit?limit=7"+cursor).want(200)
			paged = append(paged, rows("?limit=7"+cursor)...)
			if page.at("next_cursor") == nil {
				break
			}
			cursor = "&cursor=" + page.text("next_cursor")
		}
		if diff := cmp.Diff(all, paged, cmp.AllowUnexported(row{})); diff != "" {
			t.Errorf("page by page: %s", diff)
		}
	})
}

func TestTheLogIsVerified(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		v.inState(t, "running")
		v.chain(t)
		found := v.admin.get(t, "/audit/verify").want(200)
		head := found.text("head")
		if found.at("whole") != true || found.at("unchained") != 0.0 || found.at("next_cursor") != nil || found.at("checked") != found.at("length") {
			t.Errorf("%v", found.body)
		}
		v.inState(t, "running")
		found = v.admin.get(t, "/audit/verify?head="+head).want(200)
		if found.at("whole") != true || found.at("unchained") == 0.0 || found.at("unchained_since") == nil {
			t.Errorf("with more: %v", found.body)
		}
		v.admin.get(t, "/audit/verify?head=12").want(422)
		forged := head[:strings.Index(head, ":")+1] + strings.Repeat("0", 64)
		found = v.admin.get(t, "/audit/verify?head="+forged).want(200)
		if broken, _ := found.at("broken").(map[string]any); found.at("whole") != false || broken["what"] != "replaced" {
			t.Errorf("with a forged head: %v", found.body)
		}
		err := v.db.Write(t.Context()).Table("events").Create(map[string]any{"seq": -5, "id": clock.NewID(), "at": v.watch.now(), "kind": "policy.saved", "subject": "policy:9", "data": "{}"}).Error
		if err != nil {
			t.Fatal(err)
		}
		found = v.admin.get(t, "/audit/verify").want(200)
		broken, _ := found.at("broken").(map[string]any)
		if found.at("whole") != false || broken["what"] != "inserted" || broken["seq"] != -5.0 || broken["position"] != 1.0 || broken["message"] == "" {
			t.Errorf("with one put in: %v", found.body)
		}
	})
}
