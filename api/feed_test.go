package api_test

import (
	"bytes"
	"encoding/xml"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ajar/api"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/search"
	"ajar/lessons"
)

// atom is what RFC 4287 asks of a feed. What is a list may stand only once.
type atom struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Titles  []string    `xml:"http://www.w3.org/2005/Atom title"`
	IDs     []string    `xml:"http://www.w3.org/2005/Atom id"`
	Updated []string    `xml:"http://www.w3.org/2005/Atom updated"`
	Authors []string    `xml:"http://www.w3.org/2005/Atom author>name"`
	Links   []atomLink  `xml:"http://www.w3.org/2005/Atom link"`
	Entries []atomEntry `xml:"http://www.w3.org/2005/Atom entry"`
	Others  []anything  `xml:",any"`
}

type atomEntry struct {
	Titles  []string   `xml:"http://www.w3.org/2005/Atom title"`
	IDs     []string   `xml:"http://www.w3.org/2005/Atom id"`
	Updated []string   `xml:"http://www.w3.org/2005/Atom updated"`
	Authors []string   `xml:"http://www.w3.org/2005/Atom author>name"`
	Links   []atomLink `xml:"http://www.w3.org/2005/Atom link"`
	Content []struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	} `xml:"http://www.w3.org/2005/Atom content"`
	Others []anything `xml:",any"`
}

type atomLink struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr"`
}

type anything struct{ XMLName xml.Name }

// feed reads a feed by its address, and holds it against RFC 4287.
func (v *town) feed(t *testing.T, address string) atom {
	t.Helper()
	r := v.guest().fetch(t, address).want(200)
	if got := r.header.Get("Content-Type"); got != "application/atom+xml; charset=utf-8" {
		t.Errorf("it is %s", got)
	}
	var f atom
	if err := xml.Unmarshal(r.raw, &f); err != nil {
		t.Fatalf("%v: %s", err, r.raw)
	}
	once := map[string]int{"title": len(f.Titles), "id": len(f.IDs), "updated": len(f.Updated), "author": len(f.Authors), "link": len(f.Links), "others": 1 + len(f.Others)}
	ids := map[string]bool{f.IDs[0]: true}
	for _, e := range f.Entries {
		for what, n := range map[string]int{"title": len(e.Titles), "id": len(e.IDs), "updated": len(e.Updated), "author": len(e.Authors), "link": len(e.Links), "content": len(e.Content), "others": 1 + len(e.Others)} {
			once["entry "+what] = max(n, once["entry "+what])
		}
		if ids[e.IDs[0]] || !strings.HasPrefix(e.IDs[0], "urn:uuid:") || e.Links[0].Rel != "alternate" || e.Content[0].Type != "html" {
			t.Errorf("an entry is %+v", e)
		}
		ids[e.IDs[0]] = true
	}
	for what, n := range once {
		if n != 1 {
			t.Errorf("%d of %s: %s", n, what, r.raw)
		}
	}
	return f
}

// fetch reads an address of the house, below /api or not.
func (g guest) fetch(t *testing.T, address string, headers ...string) reply {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return g.send(t, r)
}

func TestAFeedOfLessons(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		if r := v.cora.get(t, "/feed-key").want(200); r.at("made") != false || r.at("created_at") != nil {
			t.Errorf("before there is one: %s", r.raw)
		}
		address := v.cora.post(t, "/feed-key", nil).want(201).text("address")
		if !strings.HasPrefix(address, v.address+"/feeds/lessons.atom?key=ajar_feed_") {
			t.Fatalf("it is at %s", address)
		}
		if f := v.feed(t, address); len(f.Entries) > 0 || f.Titles[0] != "Ajar · Harbour Hotels" {
			t.Errorf("without lessons: %+v", f)
		}
		v.join(t, v.desk, v.person(t, "Petra Third"))
		spanish := v.publish(t, object{"language": "es", "title": "Té <1>"}, object{"headline": "Té & <b>calma</b>", "happened": "Uno\nDos <i>", "follow_ups": []object{{"what": "Buy lids", "team_id": v.desk, "due": "2026-12-24", "done": false}}}).text("id")
		v.watch.pass(40 * 24 * time.Hour)
		later := v.publish(t, nil, nil).text("id")
		r := v.guest().fetch(t, address).want(200)
		f := v.feed(t, address)
		got := []string{f.Updated[0], f.Entries[0].IDs[0], f.Entries[0].Updated[0], f.Entries[1].IDs[0], f.Entries[1].Updated[0], f.Entries[1].Titles[0], f.Entries[1].Authors[0], f.Entries[1].Links[0].Href}
		if diff := cmp.Diff([]string{"2027-01-01T00:00:00Z", "urn:uuid:" + later, "2027-01-01T00:00:00Z", "urn:uuid:" + spanish, "2026-11-01T00:00:00Z",
			"Té & <b>calma</b>", "Guests", v.address + "/lessons/" + spanish}, got); diff != "" {
			t.Error(diff)
		}
		if content := f.Entries[1].Content[0].Text; !strings.Contains(content, "<h2>Qué pasó</h2><p>Uno<br/>Dos &lt;i&gt;</p>") {
			t.Errorf("it reads %s", content)
		}
		told := string(r.raw)
		for _, hidden := range []string{"Front desk", "Pia", "Petra", "2026-12", "ajar_feed_", v.desk, v.pia.id} {
			if strings.Contains(told, hidden) {
				t.Errorf("it tells %q: %s", hidden, told)
			}
		}
		if r.header.Get("Last-Modified") != "" || r.header.Get("Cache-Control") != "private, no-cache" {
			t.Errorf("its headers are %v", r.header)
		}
		v.guest().fetch(t, address, "If-None-Match", r.etag()).want(304)
		v.guest().fetch(t, address, "If-None-Match", `W/"x", `+r.etag()).want(304)
		v.guest().fetch(t, address, "If-None-Match", `"x"`).want(200)
		for narrow, n := range map[string]int{"language=es": 1, "team=Guests": 2, "kind=tools": 2, "kind=rules": 0, "moment=x": 0, "language=es&team=Guests": 1, "from=reader": 2} {
			if f := v.feed(t, address+"&"+narrow); len(f.Entries) != n {
				t.Errorf("%s holds %d, not %d", narrow, len(f.Entries), n)
			}
		}
		v.guest().fetch(t, address+"&team=%00").want(422)
	})
}

// What is new is what was published last, whenever its experiment ended: in the feed, and
// on Home, where each of many has its day.
func TestTheNewestWasPublishedLast(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		late := v.pia.post(t, "/experiments", v.proposal(nil, object{"submit": true, "start": true})).want(201).text("id")
		v.pia.post(t, "/experiments/"+late+"/conclusion", object{"outcome": "worked"}).want(200)
		v.watch.pass(31 * 24 * time.Hour)
		before := map[string]bool{}
		for range 6 {
			before[v.publish(t, nil, nil).text("id")] = true
		}
		v.watch.pass(31 * 24 * time.Hour)
		v.pia.put(t, "/experiments/"+late+"/lesson", learned, "If-Match", "*").want(200)
		newest := v.pia.post(t, "/experiments/"+late+"/lesson/publish", nil).want(200).text("id")

		f := v.feed(t, v.cora.post(t, "/feed-key", nil).want(201).text("address"))
		if got := f.Entries[0].IDs[0]; got != "urn:uuid:"+newest || len(f.Entries) != 7 {
			t.Errorf("the feed begins with %s of %d", got, len(f.Entries))
		}
		if diff := cmp.Diff([]string{"2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z"}, []string{f.Updated[0], f.Entries[0].Updated[0]}); diff != "" {
			t.Error(diff)
		}
		shown := map[string]bool{}
		for range 60 { // by chance one is missed in one of 10^9 such rows of days
			home := v.cora.get(t, "/home").want(200).each("lessons", "id")
			if len(home) != 3 || home[0] != newest {
				t.Fatalf("Home shows %v", home)
			}
			for _, id := range home[1:] {
				shown[id] = true
			}
			v.watch.pass(24 * time.Hour)
		}
		if diff := cmp.Diff(before, shown); diff != "" {
			t.Errorf("on 60 days: %s", diff)
		}
		v.pia.post(t, "/experiments/"+late+"/lesson/publish", nil).want(200)
		if f := v.feed(t, v.cora.post(t, "/feed-key", nil).want(201).text("address")); f.Updated[0] != "2027-01-01T00:00:00Z" {
			t.Errorf("published again it is of %s", f.Updated[0])
		}
	})
}

// A key that ended, and one that never was, are answered alike.
func TestAFeedKeyEnds(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		closed := func(address, when string) {
			t.Helper()
			r := v.guest().fetch(t, address).refused(404, "not-found")
			never := v.guest().fetch(t, v.address+"/feeds/lessons.atom?key=ajar_feed_never").refused(404, "not-found")
			if r.text("detail") != never.text("detail") {
				t.Errorf("%s it is told from one that never was: %s", when, r.raw)
			}
		}
		make := func(g guest) string { return g.post(t, "/feed-key", nil).want(201).text("address") }
		old := make(v.cora)
		renewed := make(v.cora)
		closed(old, "renewed")
		v.feed(t, renewed)
		if r := v.cora.get(t, "/feed-key").want(200); r.at("made") != true || r.text("seen_at") == "" || strings.Contains(string(r.raw), "ajar_feed_") {
			t.Errorf("the owner reads %s", r.raw)
		}
		if r := v.pia.get(t, "/feed-key").want(200); r.at("made") != false {
			t.Errorf("another reads %s", r.raw)
		}
		v.pia.call(t, "DELETE", "/feed-key", nil).want(204)
		v.feed(t, renewed)
		v.cora.call(t, "DELETE", "/feed-key", nil).want(204)
		closed(renewed, "revoked")
		gone := v.person(t, "Gus Gone")
		left := make(gone)
		v.feed(t, left)
		v.admin.patch(t, "/people/"+gone.id, object{"active": false}).want(200)
		closed(left, "of somebody inactive")
		v.admin.patch(t, "/people/"+gone.id, object{"active": true}).want(200)
		closed(left, "of somebody who was inactive")
		closed(v.address+"/feeds/lessons.atom", "without a key")
		reading := make(v.cora)
		u, err := url.Parse(reading)
		if err != nil {
			t.Fatal(err)
		}
		key := u.Query().Get("key")
		if r := (guest{house: v.house, bearer: key}).get(t, "/lessons"); r.status != http.StatusUnauthorized {
			t.Errorf("the key opens more than the feed: %d", r.status)
		}
	})
}

// What the log says at its loudest holds no key, whether the key opens or not.
func TestTheLogHoldsNoFeedKey(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	loud := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	db, err := database.Open(t.Context(), databasetest.URL(t, database.SQLite), database.Options{Log: loud})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	v := build(t, db).settle(t)
	address := v.cora.post(t, "/feed-key", nil).want(201).text("address")
	door := api.New(api.Deps{Database: db, Accounts: v.accounts, Lessons: lessons.New(db, clock.Clock{}, v.experiments, search.NewStore(db)), Log: loud})
	for _, end := range []string{"", "x"} {
		door.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, address+end, nil))
	}
	if said := log.String(); strings.Count(said, "route=/feeds/lessons.atom") != 2 || strings.Contains(said, "ajar_feed_") {
		t.Errorf("the log says %s", said)
	}
}

// Whole months are the newest: within one, what came last need not stand first.
func TestTheNewestAreWholeMonths(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for _, n := range []int{2, 3} {
			for range n {
				v.publish(t, nil, nil)
			}
			v.watch.pass(40 * days)
		}
		kept := lessons.New(v.db, clock.Clock{Fixed: v.watch.now}, v.experiments, search.NewStore(v.db))
		for limit, want := range map[int]int{1: 3, 3: 3, 4: 5, 5: 5, 9: 5} {
			if got, err := kept.Newest(t.Context(), lessons.Shelf{Limit: limit}); err != nil || len(got) != want {
				t.Errorf("the newest %d are %d, not %d: %v", limit, len(got), want, err)
			}
		}
	})
}
