package review_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/fault"
	"ajar/internal/search"
	"ajar/review"
)

// Whatever sequence of edits, raises, lowerings, decisions, offers, hand-overs, copies
// and starts anybody tries, while reviewers leave, come back and stand in for others,
// nothing starts before a one-way door without an approval of exactly its revision
// for every closed gate, by someone who is no contributor and not of the team; and
// somebody is always asked.
func TestNoSequenceStartsWhatWasNotApproved(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		h := newHall(t, db)
		rapid.Check(t, func(rt *rapid.T) {
			m := &model{hall: h, t: rt, of: map[uuid.UUID]*told{}}
			m.everyoneIsBack()
			m.policy()
			m.register()
			for range rapid.IntRange(5, 25).Draw(rt, "steps") {
				m.step()
			}
			m.somebodyIsAsked()
		})
	})
}

// hall is a registry with people in it.
type hall struct {
	exps        *experiments.Store
	reviews     *review.Store
	staff       *accounts.Store
	desk, calls uuid.UUID
	people      map[string]accounts.Actor
	names       []string
}

func newHall(t testing.TB, db *database.DB) *hall {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	h := &hall{exps: experiments.New(db, clock.Clock{}, search.NewStore(db)), people: map[string]accounts.Actor{}}
	h.reviews = review.New(db, clock.Clock{}, h.exps)
	staff := accounts.New(db, clock.Clock{})
	staff.Watch(h.reviews.Restaff)
	h.staff = staff
	_, err := staff.Setup(t.Context(), accounts.SetupInput{Organisation: "Harbour", Name: "Ada", Email: "ada@example.org", Password: "correct horse battery"})
	must(err)
	must(h.exps.InstallPolicy(t.Context()))
	for name, team := range map[string]*uuid.UUID{"Desk": &h.desk, "Calls": &h.calls} {
		made, err := staff.CreateTeam(t.Context(), accounts.System(), accounts.TeamInput{Name: name})
		must(err)
		*team = made.ID
	}
	for name, a := range map[string]accounts.Actor{
		"pia": {Teams: []uuid.UUID{h.desk}}, "cora": {Teams: []uuid.UUID{h.calls}},
		"mo":   {Teams: []uuid.UUID{h.desk}, Routes: []string{"safety", "lead"}}, // reviews, and is of the desk
		"ed":   {Routes: []string{"safety", "lead"}},                             // reviews, and edited until they left the desk
		"rosa": {Routes: []string{"safety"}}, "leo": {Routes: []string{"lead"}}, "nora": {},
	} {
		person, _, err := staff.CreatePerson(t.Context(), accounts.System(), accounts.PersonInput{Name: name, Email: name + "@example.org", Roles: accounts.Roles{accounts.Member, accounts.Reviewer}})
		must(err)
		a.PersonID, a.Name, a.Roles = person.ID, name, person.Roles
		h.people[name] = a
		h.names = append(h.names, name)
	}
	slices.Sort(h.names)
	must(h.appoint(t.Context()))
	return h
}

// told is what the model knows of an experiment: only what was said and accepted.
type told struct {
	id           uuid.UUID
	revision     int
	limit        int64 // of customers, by the policy that judged this revision
	answers      door.Answers
	contributors map[string]bool
	raised       map[string]bool // until lowered
	lowered      map[string]bool // at this revision
	approved     map[string]bool // at this revision, by the last word
	stem         *told
	offers       []offered
}

// offered is what somebody offered.
type offered struct {
	review   uuid.UUID
	n        int
	by       string
	revision int
	split    bool
	values   door.Answers
	answered bool
}

// model drives one line of experiments and checks each answer.
type model struct {
	*hall
	t   *rapid.T
	now *told // the experiment that is acted upon

	limit int64 // of customers, by the newest policy
	of    map[uuid.UUID]*told
	left  map[string]bool // who has left
}

func (m *model) draw(label string, from ...string) string {
	return rapid.SampledFrom(from).Draw(m.t, label)
}

// anyone is somebody who has not left.
func (m *model) anyone() string {
	return m.draw("who", slices.DeleteFunc(slices.Clone(m.names), func(name string) bool { return m.left[name] })...)
}

var gates = map[string]string{"health_or_safety": "safety", "customers_exposed": "lead", "undo_hours": "lead", "lead": "lead"}

func (m *model) gate() string { return m.draw("gate", slices.Sorted(maps.Keys(gates))...) }

func (m *model) answers() door.Answers {
	customers := rapid.SampledFrom([]int64{40, 150, 900}).Draw(m.t, "customers")
	nothing, quick := 0.0, 1.0
	return door.Answers{
		HealthOrSafety:      door.Answer(m.draw("health", "no", "no", "yes")),
		VulnerableCustomers: door.No, LegalOrContract: door.No, BindsOthers: door.No, PersonalData: door.No, Destroys: door.No,
		PublicPromise: door.No, Colleagues: door.No, CanStopEarly: door.Yes, OwnHands: door.Yes, MadeWhole: door.Yes,
		CustomersExposed: &customers, MoneyAtRisk: &nothing, UndoCost: &nothing, UndoHours: &quick, NoticedWithin: door.SameDay,
	}
}

func (m *model) proposal(team uuid.UUID) experiments.Proposal {
	return experiments.Proposal{Title: "Offer tea", TeamID: team, Change: "Tea", Effect: "Fewer leave", Because: "It is warm", WayBack: "No tea", StopRule: "Scalded",
		CounterSignal: "Noise", Premortem: "Cold tea", Signal: &experiments.Signal{Name: "Guests"}, EndsOn: "2999-12-31", Answers: m.answers()}
}

func (m *model) register() {
	p := m.proposal(m.desk)
	e, err := m.exps.Register(m.t.Context(), m.people["pia"], p, experiments.Then{Submit: true}, "en")
	if err != nil {
		m.t.Fatal(err)
	}
	m.follow(e, "pia", nil)
}

// follow goes on with an experiment that was just made.
func (m *model) follow(e *experiments.Experiment, by string, stem *told) {
	m.now = &told{id: e.ID, answers: e.Answers, contributors: map[string]bool{by: true}, raised: map[string]bool{}, stem: stem}
	m.of[e.ID] = m.now
	m.revised(e)
}

// revised forgets what was said of another revision.
func (m *model) revised(e *experiments.Experiment) {
	if e.Revision != m.now.revision {
		m.now.revision, m.now.limit, m.now.lowered, m.now.approved = e.Revision, m.limit, map[string]bool{}, map[string]bool{}
	}
	m.now.answers = e.Answers
}

func (m *model) step() {
	acts := map[string]func(){
		"edit": m.edit, "raise": m.raise, "lower": m.lower, "decide": m.decide, "approve": m.approve, "start": m.start, "resume": m.start,
		"pause": m.move(m.exps.Pause), "withdraw": m.move(m.exps.Withdraw), "submit": m.submit, "clone": m.clone, "split": m.split,
		"policy": m.policy, "try undo": m.tryUndo,
		"offer": m.offer, "accept": m.accept, "refuse": m.refuse,
		"hand over": m.handOver, "leave": m.leave, "stand in": m.standIn,
	}
	acts[m.draw("act", "edit", "raise", "raise", "lower", "lower", "decide", "approve", "approve", "approve", "approve", "start", "start", "start", "resume", "resume", "pause", "withdraw", "submit", "submit", "clone", "split", "policy", "try undo",
		"offer", "offer", "accept", "accept", "refuse", "hand over", "hand over", "hand over", "hand over", "leave", "stand in")]()
}

// policy saves one in which another number of customers needs a review.
func (m *model) policy() {
	m.limit = rapid.SampledFrom([]int64{200, 100}).Draw(m.t, "limit")
	source := strings.Replace(string(door.DefaultSource()), "customers: 200", fmt.Sprint("customers: ", m.limit), 1)
	if _, err := m.exps.SavePolicy(m.t.Context(), accounts.System(), nil, source, ""); err != nil {
		m.t.Fatal(err)
	}
}

func (m *model) tryUndo() {
	who := m.draw("undoer", "pia", "mo", "ed")
	by := m.people[who]
	by.Teams = []uuid.UUID{m.desk}
	hours := rapid.SampledFrom([]float64{1, 30}).Draw(m.t, "hours")
	e, err := m.exps.TryUndo(m.t.Context(), by, experiments.ByID(m.now.id), nil, experiments.Undoing{Hours: hours})
	if !m.refused(err) {
		m.now.contributors[who] = true
		m.revised(e)
	}
}

// refused reports whether a rule refused; any other error fails.
func (m *model) refused(err error) bool {
	if f, ok := errors.AsType[*fault.Error](err); err != nil && (!ok || f.Kind == fault.Unavailable) {
		m.t.Fatal(err)
	}
	return err != nil
}

func (m *model) edit() {
	who := m.draw("editor", "pia", "mo", "ed")
	by := m.people[who]
	by.Teams = []uuid.UUID{m.desk} // ed was of the desk when they edited
	next := m.answers()
	e, err := m.exps.Edit(m.t.Context(), by, experiments.ByID(m.now.id), nil, func(p experiments.Proposal) (experiments.Proposal, error) {
		p.Answers = next
		return p, nil
	})
	if !m.refused(err) {
		m.now.contributors[who] = true
		m.revised(e)
	}
}

func (m *model) raise() {
	gate := m.gate()
	e, err := m.exps.RaiseDoor(m.t.Context(), m.people[m.anyone()], experiments.ByID(m.now.id), nil, gate, experiments.Raising{Reason: "It is hot"})
	if m.refused(err) {
		return
	}
	if e.Status == experiments.Running || e.Status == experiments.Ready {
		m.t.Fatalf("raised, and %s", e.Status)
	}
	m.now.raised[gate] = true
	delete(m.now.lowered, gate)
	delete(m.now.approved, gate)
}

// read is a revision that somebody may have read: this one, or one before or after.
func (m *model) read() int {
	return m.now.revision + rapid.SampledFrom([]int{0, 0, 0, 0, -1, 1}).Draw(m.t, "read")
}

// review is the newest of the experiment; false when there is none.
func (m *model) review() (uuid.UUID, bool) {
	id, err := m.reviews.Of(m.t.Context(), m.now.id)
	return id, !m.refused(err)
}

func (m *model) lower() {
	id, there := m.review()
	if !there {
		return
	}
	who, gate, read := m.anyone(), m.gate(), m.read()
	err := m.reviews.Lower(m.t.Context(), m.people[who], id, nil, review.Lower{Revision: read, Gate: gate, Reason: "Lids"})
	if m.refused(err) {
		return
	}
	m.mustHaveBeenAllowed("lowered", who, gate, read)
	m.now.lowered[gate] = true
	delete(m.now.raised, gate)
	delete(m.now.approved, gate)
}

func (m *model) decide() { m.answer(review.Verdict(m.draw("verdict", "request_changes", "decline"))) }

func (m *model) approve() { m.answer(review.Approve) }

func (m *model) answer(verdict review.Verdict) {
	id, there := m.review()
	if !there {
		return
	}
	who, gate, read := m.anyone(), m.gate(), m.read()
	_, err := m.reviews.Decide(m.t.Context(), m.people[who], id, nil, review.Answer{Revision: read, Gates: []string{gate}, Verdict: verdict, Reason: "Hot"})
	if m.refused(err) {
		return
	}
	m.mustHaveBeenAllowed("decided on", who, gate, read)
	m.now.approved[gate] = verdict.Approves()
}

// contributed reports whether somebody had a hand in it, or in what it stems from.
func (m *model) contributed(who string) bool {
	for one := m.now; one != nil; one = one.stem {
		if one.contributors[who] {
			return true
		}
	}
	return false
}

func (m *model) mustHaveBeenAllowed(did, who, gate string, read int) {
	by := m.people[who]
	onBehalf := who == standIn && (m.contributed(stoodInFor) || m.people[stoodInFor].MemberOf(m.team()))
	if m.contributed(who) || onBehalf || by.MemberOf(m.team()) || !by.Serves(gates[gate]) || read != m.now.revision {
		m.t.Fatalf("%s %s %s at revision %d of %d", who, did, gate, read, m.now.revision)
	}
}

// offer proposes other answers, now or as a pilot.
func (m *model) offer() {
	id, there := m.review()
	if !there {
		return
	}
	who, values := m.anyone(), m.answers()
	kind := review.OfferKind(m.draw("kind", "change", "change", "split"))
	err := m.reviews.Offer(m.t.Context(), m.people[who], id, nil, review.OfferInput{Kind: kind, Changes: patchTo(m.t, values), Message: "Smaller"})
	if m.refused(err) {
		return
	}
	served := slices.ContainsFunc(slices.Collect(maps.Values(gates)), m.people[who].Serves)
	if m.contributed(who) || m.people[who].MemberOf(m.team()) || !served {
		m.t.Fatalf("%s offered", who)
	}
	full := m.full(id)
	m.now.offers = append(m.now.offers, offered{id, len(full.CounterOffers), who, m.now.revision, kind == review.SplitOffer, values, false})
}

func patchTo(t *rapid.T, a door.Answers) experiments.Patch {
	document, err := json.Marshal(map[string]door.Answers{"answers": a})
	if err != nil {
		t.Fatal(err)
	}
	return document
}

func (m *model) full(id uuid.UUID) *review.Full {
	full, err := m.reviews.One(m.t.Context(), m.people["pia"], id, "en")
	if err != nil {
		m.t.Fatal(err)
	}
	return full
}

// anOffer is any that was ever made; nil when there is none.
func (m *model) anOffer() *offered {
	if len(m.now.offers) == 0 {
		return nil
	}
	return &m.now.offers[rapid.IntRange(0, len(m.now.offers)-1).Draw(m.t, "offer")]
}

// accept takes an offer, as somebody who may be of the desk only now.
func (m *model) accept() {
	o := m.anOffer()
	if o == nil {
		return
	}
	who := m.draw("accepter", "pia", "mo", "ed", "rosa", "cora")
	by := m.people[who]
	if slices.Contains([]string{"pia", "mo", "ed"}, who) {
		by.Teams = []uuid.UUID{m.desk}
	}
	before := m.one()
	done, err := m.reviews.Accept(m.t.Context(), by, o.review, o.n, nil, rapid.Bool().Draw(m.t, "at once"))
	if m.refused(err) {
		return
	}
	switch {
	case !by.MemberOf(before.TeamID):
		m.t.Fatalf("%s accepted for a team of others", who)
	case o.answered && m.one().Version != before.Version:
		m.t.Fatal("what was answered had an effect again")
	case !o.answered && o.revision != before.Revision:
		m.t.Fatalf("an offer for revision %d was taken at %d", o.revision, before.Revision)
	}
	if !o.answered {
		o.answered = true
		m.taken(o, who, done)
	}
}

// taken follows what accepting made.
func (m *model) taken(o *offered, who string, done *review.Accepted) {
	stem := m.now
	if o.split {
		pilot, err := m.exps.One(m.t.Context(), m.people["pia"], experiments.ByID(*done.Offer.PilotID), "en")
		if err != nil {
			m.t.Fatal(err)
		}
		m.follow(pilot, who, stem)
		m.now.raised = maps.Clone(stem.raised)
	} else {
		m.now.contributors[who] = true
		m.revised(m.one())
	}
	e := m.one()
	if *e.Answers.CustomersExposed != *o.values.CustomersExposed || e.Answers.HealthOrSafety != o.values.HealthOrSafety {
		m.t.Fatalf("taken, and it answers %+v", e.Answers)
	}
	if waits := m.waits(e); len(waits) > 0 && e.Status == experiments.Running {
		m.t.Fatalf("taken, and it runs although %v wait", waits)
	}
}

// refuse rejects an offer, or takes it back.
func (m *model) refuse() {
	o := m.anOffer()
	if o == nil {
		return
	}
	who := m.anyone()
	by, mine := m.people[who], o.by == who
	var err error
	if rejects := rapid.Bool().Draw(m.t, "rejects"); rejects {
		mine, err = by.MemberOf(m.team()), m.reviews.Reject(m.t.Context(), by, o.review, o.n, nil, review.Rejection{Reason: "No"})
	} else {
		err = m.reviews.Withdraw(m.t.Context(), by, o.review, o.n, nil)
	}
	if m.refused(err) {
		return
	}
	if !mine || o.answered {
		m.t.Fatalf("%s refused an offer of %s", who, o.by)
	}
	o.answered = true
	o.revision = 0 // never to be taken
}

func (m *model) one() *experiments.Experiment {
	e, err := m.exps.One(m.t.Context(), m.people["pia"], experiments.ByID(m.now.id), "en")
	if err != nil {
		m.t.Fatal(err)
	}
	return e
}

func (m *model) team() uuid.UUID { return m.one().TeamID }

func (m *model) start() {
	before := m.one()
	act := m.exps.Start
	if before.Status == experiments.Paused {
		act = m.exps.Resume
	}
	e, err := act(m.t.Context(), m.people[m.draw("starter", "pia", "pia", "mo", "cora")], experiments.ByID(m.now.id), nil)
	judged := before
	if !m.refused(err) {
		m.revised(e)
		judged = m.one()
	}
	waits := m.waits(judged)
	switch f, _ := errors.AsType[*fault.Error](err); {
	case f == nil && e.Status == experiments.Running && len(waits) > 0:
		m.t.Fatalf("it runs at revision %d although %v wait", e.Revision, waits)
	case f != nil && f.Code == "door-closed" && len(waits) == 0 && m.now.limit == m.limit:
		m.t.Fatalf("it waits at revision %d for nothing: %+v", before.Revision, before.Requirements)
	}
}

// waits are the gates that must be closed without an approval: those that the
// answers close or that somebody raised, unless they were lowered. What others of
// the line expose may close one more.
func (m *model) waits(e *experiments.Experiment) []string {
	closed := maps.Clone(m.now.raised)
	closed["health_or_safety"] = closed["health_or_safety"] || m.now.answers.HealthOrSafety == door.Yes
	closed["customers_exposed"] = closed["customers_exposed"] || *m.now.answers.CustomersExposed > m.limit || m.joined(e)
	closed["undo_hours"] = closed["undo_hours"] || *m.now.answers.UndoHours > 24
	maps.DeleteFunc(closed, func(gate string, is bool) bool { return !is || m.now.lowered[gate] || m.now.approved[gate] })
	return slices.Sorted(maps.Keys(closed))
}

// joined reports whether the customers of the line closed their gate.
func (m *model) joined(e *experiments.Experiment) bool {
	return len(m.of) > 1 && slices.ContainsFunc(e.Requirements, func(r experiments.Requirement) bool { return r.Gate == "customers_exposed" })
}

func (m *model) submit() {
	e, err := m.exps.Submit(m.t.Context(), m.people["pia"], experiments.ByID(m.now.id), nil, rapid.Bool().Draw(m.t, "at once"))
	if m.refused(err) {
		return
	}
	m.now.contributors["pia"] = true
	m.revised(e)
	if waits := m.waits(m.one()); e.Status == experiments.Running && len(waits) > 0 {
		m.t.Fatalf("submitted, and it runs although %v wait", waits)
	}
}

func (m *model) clone() {
	who, stem := m.draw("cloner", "pia", "mo"), m.now
	clone, err := m.exps.Clone(m.t.Context(), m.people[who], experiments.ByID(m.now.id), experiments.Copy{})
	if m.refused(err) {
		return
	}
	m.follow(clone, who, stem)
	m.edit()
	m.submit()
}

func (m *model) split() {
	stem, next := m.now, m.answers()
	pilot, err := m.exps.Split(m.t.Context(), m.people["mo"], experiments.ByID(m.now.id), nil, func(p experiments.Proposal) (experiments.Proposal, error) {
		p.Answers = next
		return p, nil
	}, "en")
	if m.refused(err) {
		return
	}
	m.follow(pilot, "mo", stem)
	m.now.raised = maps.Clone(stem.raised)
	if waits := m.waits(m.one()); len(waits) > 0 && pilot.Status != experiments.InReview {
		m.t.Fatalf("split, and it is %s although %v wait", pilot.Status, waits)
	}
}

func (m *model) move(act func(ctx context.Context, actor accounts.Actor, ref experiments.Ref, ifVersion *int) (*experiments.Experiment, error)) func() {
	return func() {
		_, err := act(m.t.Context(), m.people[m.anyone()], experiments.ByID(m.now.id), nil)
		m.refused(err)
	}
}
