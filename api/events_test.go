package api_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
)

// stream is what an open page follows.
type stream struct {
	t     *testing.T
	house *house
	lines *bufio.Scanner
	id    string // to come back with
}

// follow opens a stream and reads what happened before, up to now.
func (g guest) follow(t *testing.T, headers ...string) *stream {
	t.Helper()
	g.follows(t)
	answer, err := client.Do(g.request(t, http.MethodGet, "/api/v1/events", nil, headers...))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = answer.Body.Close() })
	if media := answer.Header.Get("Content-Type"); answer.StatusCode != http.StatusOK || media != "text/event-stream" {
		t.Fatalf("answered %d, %s", answer.StatusCode, media)
	}
	for name, want := range map[string]string{"X-Accel-Buffering": "no", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"} {
		if got := answer.Header.Get(name); got != want {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
	}
	return &stream{t: t, house: g.house, lines: bufio.NewScanner(answer.Body)}
}

// message is the next one; nil when the stream has ended.
func (s *stream) message() object {
	s.t.Helper()
	for s.lines.Scan() {
		if id, ok := strings.CutPrefix(s.lines.Text(), "id: "); ok {
			s.id = id
		}
		if data, ok := strings.CutPrefix(s.lines.Text(), "data: "); ok && data != "{}" {
			var m object
			if err := json.Unmarshal([]byte(data), &m); err != nil {
				s.t.Fatal(err)
			}
			return m
		}
	}
	return nil
}

// told are the kinds of what each stream is told until now, without repetition,
// which is found by telling everyone of a new moment.
func (h *house) told(t *testing.T, streams ...*stream) (all []string) {
	t.Helper()
	sign := h.admin.post(t, "/moments", object{"name": fmt.Sprint("At ", h.watch.now().UnixMicro())}).want(201).text("id")
	for _, s := range streams {
		kinds := []string{}
		for m := s.message(); m["id"] != sign; m = s.message() {
			if m == nil {
				t.Fatal("the stream has ended")
			}
			kinds = append(kinds, fmt.Sprint(m["what"]))
		}
		slices.Sort(kinds)
		all = append(all, strings.Join(slices.Compact(kinds), " "))
	}
	return all
}

// watching are streams of these people, who have been told everything until now.
func (h *house) watching(t *testing.T, people ...guest) (streams []*stream) {
	t.Helper()
	for _, g := range people {
		streams = append(streams, g.follow(t))
	}
	h.told(t, streams...)
	return streams
}

// Each change is told to those who may read of it, at once, and to nobody else.
func TestWhoIsToldOfWhat(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		streams := v.watching(t, v.pia, v.cora, v.rosa, v.admin)
		all := func(what string) []string { return []string{what, what, what, what} }
		var id string
		for _, c := range []struct {
			name string
			do   func()
			want []string // of the team, another team, the route, the administrator
		}{
			{"a draft is its team's", func() { id = v.draft(t) }, []string{"experiment", "", "", ""}},
			{"so is an edit of it", func() { v.pia.patch(t, "/experiments/"+id, object{"tags": []string{"tea"}}).want(200) }, []string{"experiment", "", "", ""}},
			{"a start", func() { id = v.inState(t, "running") }, all("experiment")},
			{"a check-in", func() { v.checkIn(t, id, 3, nil).want(201) }, all("experiment")},
			{"a pause", func() { v.pia.post(t, "/experiments/"+id+"/pause", nil).want(200) }, all("experiment")},
			{"the end is for those who read its days", func() { v.pia.post(t, "/experiments/"+id+"/stop", nil).want(200) }, []string{"experiment", "", "", "experiment"}},
			{"an unpublished lesson is its team's", func() { v.pia.put(t, "/experiments/"+id+"/lesson", learned, "If-Match", "*").want(200) }, []string{"lesson", "", "", ""}},
			{"a published one tells no day", func() { v.pia.post(t, "/experiments/"+id+"/lesson/publish", nil).want(200) }, []string{"experiment lesson", "", "", "experiment lesson"}},
			{"a person", func() { v.admin.patch(t, "/people/"+v.cora.id, object{"name": "Cora C."}).want(200) }, []string{"", "you", "", "person"}},
			{"a team", func() { v.admin.patch(t, "/teams/"+v.desk, object{"area": "Hall"}).want(200) }, []string{"team you", "team", "team", "team"}},
		} {
			c.do()
			if diff := cmp.Diff(c.want, v.told(t, streams...)); diff != "" {
				t.Errorf("%s: %s", c.name, diff)
			}
		}
	})
}

// What waits for somebody, and what they are told, comes by itself.
func TestAReviewIsFollowed(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		id := v.inState(t, "in_review")
		streams := v.watching(t, v.pia, v.rosa, v.cora)
		team, route, other := streams[0], streams[1], streams[2]
		v.decide(t, v.rosa, id, "request_changes", object{"reason": "Lids, please"}).want(201)
		for _, s := range []*stream{team, route, other} {
			yours := false
			for m := s.message(); ; m = s.message() {
				for field := range m {
					if !slices.Contains([]string{"what", "id", "experiment", "key", "near", "yours"}, field) {
						t.Errorf("a stream tells %q", field)
					}
				}
				_, near := m["near"]
				if m["experiment"] != id || !strings.HasPrefix(fmt.Sprint(m["key"]), "E-") || near == (s == other) {
					t.Errorf("told %v", m)
				}
				if yours = yours || m["yours"] == true; m["what"] == "review" {
					break
				}
			}
			if yours != (s == route) {
				t.Errorf("the doing is yours: %t", yours)
			}
		}
		v.told(t, streams...)
		v.walk(t, 1) // the clock tells whose turn it is
		if diff := cmp.Diff([]string{"you", "", ""}, v.told(t, streams...)); diff != "" {
			t.Error(diff)
		}
	})
}

// Who joins or leaves is told by what they may see from then on.
func TestAStreamFollowsItsViewer(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		streams := v.watching(t, v.cora)
		for _, c := range []struct {
			do   func()
			want string
		}{
			{func() { v.draft(t) }, ""},
			{func() { v.join(t, v.desk, v.cora) }, "team you"},
			{func() { v.draft(t) }, "experiment"},
			{func() { v.leave(t, v.desk, v.cora) }, "team you"},
			{func() { v.draft(t) }, ""},
		} {
			c.do()
			if diff := cmp.Diff([]string{c.want}, v.told(t, streams...)); diff != "" {
				t.Error(diff)
			}
		}
	})
}

func TestAStreamEndsWithItsSession(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		signIn := func(email string) guest {
			r := v.guest().post(t, "/session", object{"email": email, "password": password}).want(200)
			cookie, _, _ := strings.Cut(strings.TrimPrefix(r.header.Get("Set-Cookie"), "ajar_session="), ";")
			return guest{house: v.house, cookie: cookie}
		}
		for name, end := range map[string]func(me guest, person string){
			"signed out":      func(me guest, _ string) { me.call(t, "DELETE", "/session", nil).want(204) },
			"ended elsewhere": func(me guest, _ string) { me.call(t, "DELETE", "/sessions/"+me.session(t), nil).want(204) },
			"deactivated":     func(_ guest, id string) { v.admin.patch(t, "/people/"+id, object{"active": false}).want(200) },
			"another password": func(_ guest, id string) {
				v.admin.patch(t, "/people/"+id, object{"password": "another long one"}).want(200)
			},
		} {
			email := strings.ReplaceAll(name, " ", ".") + "@example.org"
			id := v.admin.post(t, "/people", object{"name": "Sam Session", "email": email, "password": password}).want(201).text("id")
			me := signIn(email)
			s := me.follow(t)
			v.told(t, s)
			end(me, id)
			said := ""
			for m := s.message(); m != nil; m = s.message() {
				said = fmt.Sprint(m["what"])
			}
			if said != "bye" {
				t.Errorf("%s: the last that is said is %q", name, said)
			}
			me.get(t, "/events").want(401)
		}
	})
}

func (g guest) session(t *testing.T) string {
	t.Helper()
	return g.get(t, "/sessions").want(200).text("items.0.id")
}

// Two servers on one database: what changes at one is told by the other, and a
// stream that ended at one goes on at the other.
func TestTwoServersTellTheSame(t *testing.T) {
	t.Parallel()
	url := databasetest.URL(t, database.Postgres)
	open := func() *database.DB {
		db, err := database.Open(t.Context(), url, database.Options{Log: quiet})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		return db
	}
	here := build(t, open()).settle(t)
	there := furnish(t, open(), here.watch)
	at := func(g guest, h *house) guest { g.house = h; return g }
	there.admin = at(here.admin, there)
	s := at(here.pia, there).follow(t)
	here.told(t, s)
	id := here.inState(t, "running")
	for m := s.message(); m["experiment"] != id; m = s.message() {
		if m == nil {
			t.Fatal("the other server told nothing")
		}
	}
	here.told(t, s)
	place := s.id
	here.checkIn(t, id, 3, nil).want(201)
	here.follows(t)
	for _, h := range []*house{here.house, there} {
		for _, way := range [][]string{{"/api/v1/events", "Last-Event-ID", place}, {"/api/v1/events?after=" + place}} {
			answer, err := client.Do(at(here.pia, h).request(t, http.MethodGet, way[0], nil, way[1:]...))
			if err != nil {
				t.Fatal(err)
			}
			back := &stream{t: t, house: h, lines: bufio.NewScanner(answer.Body)}
			for m := back.message(); m["experiment"] != id; m = back.message() {
				if m == nil || m["what"] == "everything" {
					t.Fatalf("catching up told %v", m)
				}
			}
			_ = answer.Body.Close()
		}
	}
}

func TestAStreamIsAskedForInOrder(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		streams := v.watching(t, v.pia)
		answer, err := client.Do(v.pia.request(t, http.MethodHead, "/api/v1/events", nil))
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			t.Errorf("HEAD answers %d", answer.StatusCode)
		}
		open := 1
		for ; open < 100; open++ {
			answer, err := client.Do(v.pia.request(t, http.MethodGet, "/api/v1/events", nil))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = answer.Body.Close() })
			if answer.StatusCode != http.StatusOK {
				break
			}
		}
		r := v.pia.get(t, "/events")
		r.refused(429, "too-many-streams")
		if r.header.Get("Retry-After") == "" || open != 20 {
			t.Errorf("after %d streams, Retry-After %q", open, r.header.Get("Retry-After"))
		}
		v.cora.follow(t)
		v.told(t, streams...)
	})
}

// A stream of before the server's own last minute says what it can no longer tell.
func TestAForeignPlaceIsNoPlace(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for _, id := range []string{"1", "made-up", "AAAAAAAAAAAAAAAAAAAAAA"} {
			s := v.pia.follow(t, "Last-Event-ID", id)
			if m := s.message(); m["what"] != "everything" {
				t.Errorf("%q goes on with %v", id, m)
			}
		}
		v.pia.get(t, "/events?after="+strings.Repeat("a", 200)).want(422)
	})
}
