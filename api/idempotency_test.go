package api_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
)

const keyHeader = "Idempotency-Key"

// A repeat is answered as the first was, and does nothing.
func TestARepeatIsAnsweredAsTheFirst(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		body := v.proposal(nil, object{"submit": true, "start": true})
		first := v.pia.post(t, "/experiments", body, keyHeader, "one").want(201)
		v.pia.post(t, "/experiments/"+first.text("id")+"/pause", nil, keyHeader, "one").want(200) // another address
		again := v.pia.post(t, "/experiments", body, keyHeader, "one").want(201)
		if string(again.raw) != string(first.raw) || again.etag() != first.etag() || again.header.Get("Location") != first.header.Get("Location") || again.text("status") != "running" {
			t.Errorf("first %s, then %s", first.raw, again.raw)
		}
		if again.header.Get("X-Request-ID") == first.header.Get("X-Request-ID") {
			t.Error("two requests have one id")
		}
		other := v.pia.post(t, "/experiments", with(body, object{"title": "Coffee"}), keyHeader, "one").refused(422, "invalid-input")
		if diff := cmp.Diff(map[string]string{"header.Idempotency-Key": "reused"}, other.places()); diff != "" {
			t.Error(diff)
		}
		v.paul.post(t, "/experiments", with(body, object{"title": "Coffee"}), keyHeader, "one").want(201) // another person
		v.pia.post(t, "/experiments", body, keyHeader, "two").want(201)
		if n := v.experimentsOf(t); n != 3 {
			t.Errorf("there are %d experiments", n)
		}
		v.watch.pass(25 * time.Hour)
		v.pia.post(t, "/experiments", with(body, object{"ends_on": v.watch.day(3)}), keyHeader, "one").want(201) // a day later the key is free
		if n := v.experimentsOf(t); n != 4 {
			t.Errorf("there are %d experiments", n)
		}
	})
}

func (v *town) experimentsOf(t *testing.T) int {
	t.Helper()
	return len(v.pia.get(t, "/experiments?mine=true&limit=200").want(200).list("items"))
}

// An answer without content is an answer.
func TestARepeatOfWhatAnswersNothing(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for range 2 {
			v.pia.post(t, "/notifications/read", nil, keyHeader, "one").want(204)
		}
	})
}

// A refusal has done nothing, so the same key may try again.
func TestARefusalKeepsNoKey(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		at := "/experiments/" + v.inState(t, "running")
		first := v.pia.post(t, at+"/resume", nil, keyHeader, "one").refused(409, "wrong-state")
		v.pia.post(t, at+"/pause", nil).want(200)
		again := v.pia.post(t, at+"/resume", nil, keyHeader, "one").want(200)
		if first.header.Get("ETag") != "" || again.etag() == "" {
			t.Error("an answer has the other's headers")
		}
		v.cora.post(t, at+"/stop", nil, keyHeader, "one").refused(403, "not-your-team")
		v.guest().post(t, at+"/stop", nil, keyHeader, "one").refused(401, "not-signed-in")
		v.pia.post(t, "/nowhere", nil, keyHeader, "one").refused(404, "not-found")
		v.pia.post(t, "/experiments", object{"colour": 1}, keyHeader, "one").refused(422, "invalid-input")
		v.pia.post(t, "/experiments", object{"title": "Tea", "team_id": v.desk}, keyHeader, "one").want(201)
	})
}

// Many at once with one key have one effect, and all are told of it.
func TestParallelRepeatsHaveOneEffect(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		body := v.proposal(nil, object{"submit": true, "start": true})
		seen := make([]string, 20)
		together(len(seen), func(i int) {
			seen[i] = string(v.pia.post(t, "/experiments", body, keyHeader, "one").want(201).raw)
		})
		for _, other := range seen {
			if other != seen[0] {
				t.Errorf("one is told %.80s, another %.80s", seen[0], other)
			}
		}
		if n := v.experimentsOf(t); n != 1 {
			t.Errorf("there are %d experiments", n)
		}
		id := v.inState(t, "in_review")
		review := "/reviews/" + v.reviewOf(t, id) + "/decisions"
		approve := object{"revision": 1, "gates": []string{"health_or_safety"}, "verdict": "approve"}
		if got := outcomes(20, func(int) reply { return v.rosa.post(t, review, approve, keyHeader, "one") }); got["201"] != 20 {
			t.Errorf("decided %v", got)
		}
		if r := v.rosa.get(t, "/reviews/"+v.reviewOf(t, id)).want(200); len(r.list("gates.0.decisions")) != 1 {
			t.Errorf("decided %d times", len(r.list("gates.0.decisions")))
		}
		mixed := outcomes(20, func(i int) reply {
			return v.pia.post(t, "/experiments", with(body, object{"title": fmt.Sprint("Tea ", i%2)}), keyHeader, "two")
		})
		if diff := cmp.Diff(map[string]int{"201": 10, "422 invalid-input": 10}, mixed); diff != "" {
			t.Errorf("one key for two bodies: %s", diff)
		}
	})
}

// What holds a secret is not kept: a repeat is a new request.
func TestSecretsAreNotKept(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		ask := func(path string, body object) reply { return v.admin.post(t, path, body, keyHeader, "one") }
		if a, b := ask("/tokens", object{"name": "Till"}).want(201), ask("/tokens", object{"name": "Till"}).want(201); a.text("token") == b.text("token") {
			t.Error("the secret of a token was kept")
		}
		ask("/people", object{"name": "New", "email": "new@example.org"}).want(201)
		ask("/people", object{"name": "New", "email": "new@example.org"}).refused(409, "email-taken")
		invite := "/people/" + v.nora.id + "/invitation"
		if a, b := ask(invite, nil).want(201), ask(invite, nil).want(201); a.text("code") == b.text("code") {
			t.Error("the code of an invitation was kept")
		}
		if a, b := ask("/session", object{"email": "ada@example.org", "password": password}).want(200), ask("/session", object{"email": "ada@example.org", "password": password}).want(200); a.header.Get("Set-Cookie") == b.header.Get("Set-Cookie") {
			t.Error("the secret of a session was kept")
		}
	})
}

// Nothing is kept of a question, whatever key comes with it.
func TestQuestionsAreNotKept(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		ended := v.pia.post(t, "/experiments", v.proposal(nil, object{"submit": true, "start": true})).want(201).text("id")
		v.pia.post(t, "/experiments/"+ended+"/conclusion", object{"outcome": "worked"}).want(200)
		before := v.rows(t, "idempotency_keys")
		questions := map[string]object{
			"/policy/draft":                             {"source": otherwise()},
			"/policy/trial":                             {"source": otherwise(), "answers": object{}},
			"/policy/rehearsal":                         {"source": otherwise()},
			"/door-check":                               v.proposal(nil, nil),
			"/experiments/" + ended + "/door-check":     {"title": "Tea"},
			"/experiments/" + ended + "/lesson/preview": learned,
			"/language-check":                           {"text": "Tea"},
			"/similar":                                  {"text": "tea"},
			"/obstacles/similar":                        {"text": "tea"},
		}
		for path, question := range questions {
			asker := v.pia
			if path == "/policy/rehearsal" {
				asker = v.admin
			}
			asker.post(t, path, question, keyHeader, "one").want(200)
		}
		if n := v.rows(t, "idempotency_keys"); n != before {
			t.Errorf("%d questions are kept with who asked them", n-before)
		}
		said := 0
		for path, item := range v.api.Document().Paths {
			if item.Post == nil || !strings.Contains(strings.ToLower(item.Post.Summary), "nothing is kept") {
				continue
			}
			said++
			if name := strings.Replace(strings.TrimPrefix(path, "/api/v1"), "{id}", ended, 1); questions[name] == nil {
				t.Errorf("%s says that nothing is kept, and was not asked", path)
			}
		}
		if said != len(questions) {
			t.Errorf("%d of %d say that nothing is kept", said, len(questions))
		}
	})
}

// Who reads a lesson, whom it helped and who thanks is kept with no key, and a repeat has
// no second effect.
func TestKeysTellNobodyWhoReadsOrThanks(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		lesson := v.publish(t, nil, nil).text("id")
		before := v.rows(t, "idempotency_keys")
		thanks := object{"lesson_id": lesson, "text": "Pia Proposer showed us the lids"}
		given := make([]string, 8)
		together(len(given), func(i int) {
			given[i] = v.cora.post(t, "/thanks", thanks, keyHeader, "one").want(201).text("id")
		})
		for range 2 {
			v.cora.post(t, "/lessons/"+lesson+"/read", nil, keyHeader, "one").want(204)
			v.cora.post(t, "/lessons/"+lesson+"/helped", nil, keyHeader, "one").want(200)
		}
		for _, id := range given {
			if id != given[0] {
				t.Errorf("two thanks with one key: %v", given)
			}
		}
		r := v.cora.post(t, "/thanks", with(thanks, object{"text": "For tea"}), keyHeader, "one").refused(422, "invalid-input")
		if r.places()["header.Idempotency-Key"] != "reused" {
			t.Errorf("other thanks with the key: %s", r.raw)
		}
		v.cora.post(t, "/thanks", thanks, keyHeader, "two").want(201)
		back := v.pia.get(t, "/lessons/"+lesson+"/return").want(200)
		if diff := cmp.Diff([]any{int64(2), 1.0, 1.0, 2}, []any{v.rows(t, "thanks"), back.at("readers"), back.at("helped_people"), len(v.pia.returns(t)) - 1}); diff != "" {
			t.Errorf("%s: %s", diff, back.raw)
		}
		if n := v.rows(t, "idempotency_keys"); n != before {
			t.Errorf("%d keys are kept with who they are of", n-before)
		}
	})
}

// Another process on the same database knows the key, the versions and the
// sessions: nothing is remembered in the program.
func TestNothingIsLostByARestart(t *testing.T) {
	t.Parallel()
	for _, dialect := range databasetest.Dialects {
		t.Run(string(dialect), func(t *testing.T) {
			address, w := databasetest.URL(t, dialect), newWatch()
			open := func() *database.DB {
				db, err := database.Open(t.Context(), address, database.Options{Log: quiet})
				if err != nil {
					t.Fatal(err)
				}
				return db
			}
			db := open()
			before := build(t, db)
			v := before.settle(t)
			body := v.proposal(nil, object{"submit": true, "start": true})
			first := v.pia.post(t, "/experiments", body, keyHeader, "one").want(201)
			at := "/experiments/" + first.text("id")
			read := v.pia.get(t, at).want(200)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}

			db = open()
			t.Cleanup(func() { _ = db.Close() })
			w.at.Store(v.watch.at.Load())
			pia := v.pia
			pia.house = furnish(t, db, w)
			again := pia.post(t, "/experiments", body, keyHeader, "one").want(201)
			if string(again.raw) != string(first.raw) {
				t.Errorf("first %s, then %s", first.raw, again.raw)
			}
			if after := pia.get(t, at).want(200); after.etag() != read.etag() {
				t.Errorf("the ETag was %s and is %s", read.etag(), after.etag())
			}
			pia.call(t, "PATCH", at, object{"title": "Coffee"}, "If-Match", read.etag()).want(200)
		})
	}
}
