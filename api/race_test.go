package api_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// together runs f n times at once.
func together(n int, f func(i int)) {
	start := make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-start
			f(i)
		})
	}
	close(start)
	all.Wait()
}

// outcomes counts the answers of n requests at once by status and type.
func outcomes(n int, ask func(i int) reply) map[string]int {
	var mu sync.Mutex
	counts := map[string]int{}
	together(n, func(i int) {
		r := ask(i)
		mu.Lock()
		defer mu.Unlock()
		counts[strings.TrimSpace(fmt.Sprint(r.status, " ", r.code()))]++
	})
	return counts
}

// Of many at once, one does it.
func TestOneOfManyDoesIt(t *testing.T) {
	const n = 50
	inTown(t, func(t *testing.T, v *town) {
		ready, reviewed, running := v.inState(t, "ready"), v.inState(t, "in_review"), v.inState(t, "running")
		review, tag := "/reviews/"+v.reviewOf(t, reviewed), v.pia.get(t, "/experiments/"+running).want(200).etag()
		approve := object{"revision": 1, "gates": []string{"health_or_safety"}, "verdict": "approve"}
		for what, c := range map[string]struct {
			ask  func(i int) reply
			want map[string]int
		}{
			"start":   {func(int) reply { return v.pia.post(t, "/experiments/"+ready+"/start", nil) }, map[string]int{"200": 1, "409 wrong-state": n - 1}},
			"approve": {func(int) reply { return v.rosa.post(t, review+"/decisions", approve) }, map[string]int{"201": 1, "409 review-closed": n - 1}},
			"edit one state": {func(i int) reply {
				return v.pia.call(t, "PATCH", "/experiments/"+running, object{"title": fmt.Sprint("Tea ", i)}, "If-Match", tag)
			}, map[string]int{"200": 1, "412 stale": n - 1}},
			"edit anyhow": {func(i int) reply {
				return v.paul.patch(t, "/experiments/"+reviewed, object{"tags": []string{fmt.Sprint("tag ", i)}})
			}, map[string]int{"200": n}},
		} {
			if diff := cmp.Diff(c.want, outcomes(n, c.ask)); diff != "" {
				t.Errorf("%s: %s", what, diff)
			}
		}
	})
}

// A start races with the edit that closes the door, with the decisions and with
// everything else; whatever the interleaving, the rules of a review hold.
func TestTheRulesHoldInARace(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		for seed := range uint64(4) {
			r := race{town: v, id: v.pia.post(t, "/experiments", v.proposal(scaldingAndMany, object{"submit": true})).want(201).text("id")}
			together(6, func(i int) { r.run(t, rand.New(rand.NewPCG(seed, uint64(i))), 25) })
			r.check(t)
			if t.Failed() {
				t.Fatalf("in the race of seed %d", seed)
			}
		}
	})
}

// race is one experiment that many change at once.
type race struct {
	*town
	id string
}

// run takes random steps as whoever may take them. Each is done or refused by a
// rule; none breaks.
func (r race) run(t *testing.T, random *rand.Rand, steps int) {
	at := "/experiments/" + r.id
	pick := func(all ...string) string { return all[random.IntN(len(all))] }
	for range steps {
		var answer reply
		switch n := random.IntN(35); {
		case n < 10:
			answer = r.decideOnWhatIsRead(t, random)
		case n < 16:
			answer = r.pia.post(t, at+"/"+pick("start", "start", "resume", "resume", "pause"), nil)
		case n < 18:
			answer = r.paul.patch(t, at, object{"answers": object{"health_or_safety": pick("yes", "unsure"), "customers_exposed": 300 + random.IntN(3)}})
		case n < 19:
			answer = r.pia.patch(t, at, object{"answers": object{"health_or_safety": "no", "customers_exposed": random.IntN(200)}})
		case n < 20:
			answer = r.paul.patch(t, at, object{"tags": []string{pick("tea", "coffee", "water")}})
		case n < 22:
			answer = r.pia.post(t, at+"/"+pick("withdraw", "submit", "submit", "submit"), nil)
		case n < 24:
			answer = r.raise(t, r.cora, r.id, pick("", "lead", "customers_exposed", "public_promise"))
		case n < 26:
			answer = r.lowerWhatIsRead(t, random)
		case n < 28:
			answer = r.pia.post(t, at+"/check-ins", r.seen(random.IntN(60), object{"stop_rule_tripped": random.IntN(4) == 0}))
		case n < 31:
			answer = r.offerWhatIsRead(t, random)
		case n < 33:
			answer = r.answerAnOffer(t, random)
		case n < 34:
			answer = r.paul.post(t, at+"/undo-drill", object{"hours": 1 + random.IntN(40)})
		default:
			answer = r.paul.post(t, at+fmt.Sprintf("/conditions/%d/met", 2+random.IntN(3)), object{"note": "Done"})
		}
		refused := map[int]string{200: "", 201: "", 403: "/counter-offers", 404: "/(conditions|counter-offers)/", 409: "", 422: "/reviews/"} // 403, 422: the gate was lowered meanwhile
		if only, known := refused[answer.status]; !known || !regexp.MustCompile(only).MatchString(answer.asked) {
			t.Errorf("%s answered %d: %s", answer.asked, answer.status, answer.raw)
		}
	}
}

func (r race) decideOnWhatIsRead(t *testing.T, random *rand.Rand) reply {
	read := r.rosa.get(t, "/reviews/"+r.reviewOf(t, r.id)).want(200)
	by, gate := r.oneGate(read, random)
	verdict := []string{"approve", "approve", "approve", "approve_with_conditions", "request_changes", "decline"}[random.IntN(6)]
	answer := object{"revision": read.at("revision"), "gates": []string{gate}, "verdict": verdict, "reason": fmt.Sprint("revision ", read.at("revision"))}
	if verdict == "approve_with_conditions" {
		answer["conditions"] = []object{{"text": "Lids", "when": "before_start"}}
	}
	if verdict == "decline" && random.IntN(4) > 0 {
		answer["verdict"] = "disagree_and_commit"
	}
	return by.post(t, "/reviews/"+read.text("id")+"/decisions", answer)
}

// oneGate is a gate that was read, and somebody who may decide on it.
func (r race) oneGate(read reply, random *rand.Rand) (by guest, gate string) {
	i := random.IntN(len(read.list("gates")))
	by = map[string]guest{"lead": r.leo}[read.text(fmt.Sprintf("gates.%d.route", i))]
	if by.house == nil {
		by = r.rosa
	}
	return by, read.text(fmt.Sprintf("gates.%d.gate", i))
}

func (r race) offerWhatIsRead(t *testing.T, random *rand.Rand) reply {
	read := r.rosa.get(t, "/reviews/"+r.reviewOf(t, r.id)).want(200)
	by, _ := r.oneGate(read, random)
	return by.post(t, "/reviews/"+read.text("id")+"/counter-offers", object{"changes": object{"answers": object{"customers_exposed": random.IntN(400)}}, "message": "Fewer"})
}

func (r race) answerAnOffer(t *testing.T, random *rand.Rand) reply {
	at := fmt.Sprintf("/reviews/%s/counter-offers/%d/", r.reviewOf(t, r.id), 1+random.IntN(2))
	if random.IntN(3) == 0 {
		return r.paul.post(t, at+"reject", object{"reason": "No"})
	}
	return r.paul.post(t, at+"accept", object{"start": random.IntN(2) == 0})
}

func (r race) lowerWhatIsRead(t *testing.T, random *rand.Rand) reply {
	read := r.rosa.get(t, "/reviews/"+r.reviewOf(t, r.id)).want(200)
	by, gate := r.oneGate(read, random)
	return by.post(t, "/reviews/"+read.text("id")+"/lower-door", object{"revision": read.at("revision"), "gate": gate, "reason": fmt.Sprint("revision ", read.at("revision"))})
}

// happened is what the timeline tells of one change.
type happened struct {
	kind, from, to string
	revision       int
	gate           string
	at             time.Time
}

func (r race) check(t *testing.T) {
	events, now := r.history(t), r.pia.get(t, "/experiments/"+r.id).want(200)
	r.chainHolds(t, events, now)
	r.revisionsHold(t, now)
	reviews := r.reviews(t)
	open := 0
	for revision, review := range reviews {
		if review.text("state") == "open" {
			open++
			if float64(revision) != now.at("revision") {
				t.Errorf("the review of revision %d of %v is open", revision, now.at("revision"))
			}
		}
		for i := range review.list("gates") {
			for j := range review.list(fmt.Sprintf("gates.%d.decisions", i)) {
				if reason := review.text(fmt.Sprintf("gates.%d.decisions.%d.reason", i, j)); reason != fmt.Sprint("revision ", revision) {
					t.Errorf("a decision on %s landed on revision %d", reason, revision)
				}
			}
		}
	}
	waits := now.text("status") == "in_review"
	if waits && open != 1 || open > 1 {
		t.Errorf("%s with %d open reviews", now.text("status"), open)
	}
	for _, e := range events {
		if e.to == "running" && e.from != "running" {
			r.startWasAllowed(t, e, reviews[e.revision], events)
		}
	}
}

func (r race) history(t *testing.T) (events []happened) {
	path := "/experiments/" + r.id + "/timeline?limit=200"
	for next := path; next != ""; {
		page := r.pia.get(t, next).want(200)
		for _, item := range page.list("items") {
			e, data := item.(object), item.(object)["data"].(object)
			if !strings.HasPrefix(e["kind"].(string), "experiment.") {
				continue
			}
			from, _ := data["from"].(string)
			at, err := time.Parse(time.RFC3339Nano, e["at"].(string))
			if err != nil {
				t.Fatal(err)
			}
			gate, _ := data["gate"].(string)
			events = append(events, happened{e["kind"].(string), from, data["to"].(string), int(data["revision"].(float64)), gate, at})
		}
		if next = page.text("next_cursor"); next != "" {
			next = path + "&cursor=" + next
		}
	}
	return events
}

// chainHolds: each change begins where the one before ended, and each is counted.
func (r race) chainHolds(t *testing.T, events []happened, now reply) {
	last := events[1] // registered, and submitted with it
	for _, e := range events[2:] {
		if e.from != last.to || e.revision < last.revision || e.revision > last.revision+1 || !e.at.After(last.at) {
			t.Errorf("%+v follows %+v", e, last)
		}
		last = e
	}
	if last.to != now.text("status") || float64(last.revision) != now.at("revision") || now.etag() != fmt.Sprintf("%q", fmt.Sprint(len(events)-1)) {
		t.Errorf("it is %s at revision %v, %s after %d events, the last being %+v", now.text("status"), now.at("revision"), now.etag(), len(events), last)
	}
}

func (r race) revisionsHold(t *testing.T, now reply) {
	got := r.pia.get(t, "/experiments/"+r.id+"/revisions?limit=200").want(200)
	for i, number := range got.list("items") {
		if number.(object)["number"] != float64(i+1) {
			t.Errorf("revision %d is numbered %v", i+1, number.(object)["number"])
		}
	}
	newest := fmt.Sprintf("items.%d.", len(got.list("items"))-1)
	if now.at("revision") != got.at(newest+"number") || now.at("door") != doorOf(now, got.text(newest+"verdict.door")) ||
		!cmp.Equal(now.at("answers"), got.at(newest+"proposal.answers")) && now.text("status") != "withdrawn" && now.text("status") != "declined" {
		t.Errorf("it is not what its revision says: %s; %v", now.raw, got.at(newest+"proposal"))
	}
}

// doorOf is what the policy said, unless people raised or lowered the door since.
func doorOf(now reply, verdict string) string {
	closed := false
	for i := range now.list("requirements") {
		one := fmt.Sprintf("requirements.%d.", i)
		closed = closed || now.text(one+"kind") == "gate" && now.text(one+"state") != "lowered"
	}
	switch {
	case closed:
		return "one_way"
	case len(now.list("requirements")) > 0:
		return "two_way"
	}
	return verdict
}

func (r race) reviews(t *testing.T) map[int]reply {
	all := map[int]reply{}
	for _, id := range r.rosa.get(t, "/reviews?limit=200&experiment="+r.id).want(200).each("items", "id") {
		full := r.rosa.get(t, "/reviews/"+id).want(200)
		all[int(full.at("revision").(float64))] = full
	}
	return all
}

// startWasAllowed: before a two-way door, or with every gate of exactly this
// revision approved or lowered by the last word on it, and every condition met that
// was needed, by then.
func (r race) startWasAllowed(t *testing.T, start happened, review reply, events []happened) {
	if review.t == nil {
		return // no review: a two-way door
	}
	for i := range review.list("gates") {
		if last := lastWord(t, start, review, fmt.Sprintf("gates.%d.", i), events); !slices.Contains([]string{"approve", "approve_with_conditions", "disagree_and_commit", "lowered"}, last) {
			t.Errorf("%+v although the last word on %s was %q", start, review.text(fmt.Sprintf("gates.%d.gate", i)), last)
		}
	}
	asked := conditionsAsked(review)
	for i := range review.list("conditions") {
		c := fmt.Sprintf("conditions.%d.", i)
		gate := review.text(c + "gate")
		when := asked[gate][0]
		if asked[gate] = asked[gate][1:]; review.text(c+"state") == "not_needed" || !before(t, when, start.at) {
			continue
		}
		if review.text(c+"met_at") == "" || !before(t, review.text(c+"met_at"), start.at) {
			t.Errorf("%+v although a condition was not met: %v", start, review.at(strings.TrimSuffix(c, ".")))
		}
	}
}

// conditionsAsked are the times at which each gate was approved with a condition: one
// in each of those decisions, in their order.
func conditionsAsked(review reply) map[string][]string {
	asked := map[string][]string{}
	for i := range review.list("gates") {
		gate := fmt.Sprintf("gates.%d.", i)
		for j := range review.list(gate + "decisions") {
			if d := fmt.Sprintf("%sdecisions.%d.", gate, j); review.text(d+"verdict") == "approve_with_conditions" {
				asked[review.text(gate+"gate")] = append(asked[review.text(gate+"gate")], review.text(d+"created_at"))
			}
		}
	}
	return asked
}

// lastWord is the last that was said of a gate before the start: by a reviewer who
// decided or lowered, or by somebody who raised it. A gate that no rule closes is as
// good as lowered until it is raised.
func lastWord(t *testing.T, start happened, review reply, gate string, events []happened) string {
	name, last, at := review.text(gate+"gate"), "", time.Time{}
	raised := review.text(gate+"rule") == ""
	if raised {
		last = "lowered"
	}
	say := func(when time.Time, word string) {
		if when.Before(start.at) && when.After(at) {
			last, at = word, when
		}
	}
	for _, e := range events {
		switch {
		case e.gate == name && e.kind == "experiment.door_raised":
			say(e.at, "raised")
		case e.gate == name && e.kind == "experiment.door_lowered" && (raised || e.revision == start.revision):
			say(e.at, "lowered")
		}
	}
	for j := range review.list(gate + "decisions") {
		d := fmt.Sprintf("%sdecisions.%d.", gate, j)
		when, err := time.Parse(time.RFC3339Nano, review.text(d+"created_at"))
		if err != nil {
			t.Fatal(err)
		}
		say(when, review.text(d+"verdict"))
	}
	return last
}

func before(t *testing.T, when string, then time.Time) bool {
	at, err := time.Parse(time.RFC3339Nano, when)
	if err != nil {
		t.Fatal(err)
	}
	return at.Before(then)
}
