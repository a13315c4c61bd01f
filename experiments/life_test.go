package experiments_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
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

// The life of an experiment as it is described for people, written down a second
// time: what its team may do in each state. Where a word follows the action, it
// holds only then, and is refused under another code than "wrong-state" else.
var described = map[experiments.Status]string{
	experiments.Draft:     "edit submit withdraw stop undo_drill",
	experiments.Withdrawn: "edit submit archive undo_drill",
	experiments.Declined:  "edit submit archive undo_drill split:one-way",
	experiments.InReview:  "edit withdraw stop raise_door undo_drill split:one-way",
	experiments.Ready:     "edit start:open withdraw stop conclude raise_door undo_drill split:one-way",
	experiments.Running:   "edit pause stop conclude raise_door check_in undo_drill",
	experiments.Paused:    "edit resume:open stop conclude raise_door check_in undo_drill split:one-way",
	experiments.Concluded: "archive:paid conclude:unsaid recover:found",
	experiments.Archived:  "unarchive recover:found",
}

// everything that can be done to an experiment, in the order in which it is offered.
var everything = []experiments.Action{experiments.Edit, experiments.Submit, experiments.Start, experiments.Pause, experiments.Resume, experiments.Stop,
	experiments.Withdraw, experiments.Conclude, experiments.Archive, experiments.Unarchive, experiments.RaiseDoor, experiments.Clone, experiments.Split,
	experiments.Report, experiments.TryUndo, experiments.Recover}

// lived is what somebody who only watched knows of an experiment.
type lived struct {
	status, before experiments.Status // before: it was put away
	submitted      bool
	gates          map[string]bool // closed at this revision: true when approved
	raised         []string        // gates that stay closed through revisions
	risky          bool            // the answers close a gate
	declined       bool            // by the reviewers, at this revision
	owes, said     bool            // a lesson; how it ended
	neverRan       bool
	loopClosed     bool // with customers who were hurt
}

func (l *lived) oneWay() bool { return len(l.gates) > 0 }

func (l *lived) open() bool { return !slices.Contains(slices.Collect(maps.Values(l.gates)), false) }

// lacks is the code with which an action is refused whose condition does not hold.
func (l *lived) lacks(condition string) string {
	for _, c := range []struct {
		condition string
		lacks     bool
		code      string
	}{
		{"open", !l.open(), "door-closed"}, {"one-way", !l.oneWay(), "not-one-way"}, {"paid", l.owes, "owes-lesson"}, {"unsaid", l.said, "already-concluded"},
		{"found", !l.said || l.neverRan, "nothing-concluded"}, {"found", l.loopClosed, "loop-closed"},
	} {
		if c.condition == condition && c.lacks {
			return c.code
		}
	}
	return ""
}

// refusal is the code with which an action of somebody is refused; "" when it is done.
func (l *lived) refusal(kind string, a experiments.Action) string {
	ofTeam, ofAnyone := kind == "member", a == experiments.Clone || a == experiments.RaiseDoor
	switch {
	case !ofTeam && !l.submitted:
		return "not-found"
	case a == experiments.Clone:
		return map[bool]string{false: "not-your-team"}[kind == "member" || kind == "other team"]
	case !ofTeam && !ofAnyone:
		return "not-your-team"
	}
	for word := range strings.FieldsSeq(described[l.status]) {
		if name, condition, _ := strings.Cut(word, ":"); name == string(a) {
			return l.lacks(condition)
		}
	}
	return "wrong-state"
}

// offered are the actions that somebody is offered: those that are not refused.
func (l *lived) offered(kind string) []experiments.Action {
	return slices.DeleteFunc(slices.Clone(everything), func(a experiments.Action) bool { return l.refusal(kind, a) != "" })
}

// stage is a registry with people of every kind.
type stage struct {
	exps    *experiments.Store
	reviews *review.Store
	team    uuid.UUID
	people  map[string]accounts.Actor
	kinds   []string
}

func newStage(t *testing.T, db *database.DB) *stage {
	t.Helper()
	s := &stage{exps: experiments.New(db, clock.Clock{}, search.NewStore(db)), people: map[string]accounts.Actor{}}
	s.reviews = review.New(db, clock.Clock{}, s.exps)
	founder := proposer(t, db, s.exps)
	s.team = founder.Teams[0]
	staff := accounts.New(db, clock.Clock{})
	other, err := staff.CreateTeam(t.Context(), accounts.System(), accounts.TeamInput{Name: "Calls"})
	must(t, err)
	routes := []string{"safety", "lead", "partners", "brand"}
	for kind, a := range map[string]accounts.Actor{
		"member": {Teams: []uuid.UUID{s.team}}, "contributor": {}, "other team": {Teams: []uuid.UUID{other.ID}},
		"reviewer": {Roles: accounts.Roles{accounts.Reviewer}, Routes: routes}, "administrator": {Roles: accounts.Roles{accounts.Admin}}, "outsider": {},
	} {
		p, _, err := staff.CreatePerson(t.Context(), accounts.System(), accounts.PersonInput{Name: kind, Email: strings.ReplaceAll(kind, " ", "") + "@example.org", Roles: a.Roles})
		must(t, err)
		a.PersonID = p.ID
		for _, team := range a.Teams {
			_, err := staff.AddMember(t.Context(), accounts.System(), team, p.ID)
			must(t, err)
		}
		s.people[kind], s.kinds = a, append(s.kinds, kind)
	}
	for _, route := range routes {
		_, err := staff.PutRoute(t.Context(), accounts.System(), route, nil, accounts.RouteInput{Members: []uuid.UUID{s.people["reviewer"].PersonID}})
		must(t, err)
	}
	slices.Sort(s.kinds)
	return s
}

// plan is a whole proposal with a two-way door, or one that closes a gate.
func (s *stage) plan(risky bool) experiments.Proposal {
	p, one := tea(s.team), int64(1)
	p.Because, p.StopRule, p.CounterSignal, p.Premortem, p.Signal = "It is warm", "Scalded", "Noise", "Cold tea", &experiments.Signal{Name: "Guests"}
	p.Answers.CustomersExposed = &one
	if risky {
		p.Answers.HealthOrSafety = door.Yes
	}
	return p
}

// play is one experiment on the stage, and what a watcher knows of it.
type play struct {
	*stage
	lived
	id uuid.UUID
}

func (s *stage) register(ctx context.Context, t fataler, risky bool) *play {
	t.Helper()
	e, err := s.exps.Register(ctx, s.people["member"], s.plan(risky), experiments.Then{}, "en")
	if err != nil {
		t.Fatal(err)
	}
	return &play{s, lived{status: experiments.Draft, risky: risky}, e.ID}
}

// fataler is a test, or one of the many that rapid makes of one.
type fataler interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

var raisable = map[string]string{"lead": "lead", "binds_others": "partners", "public_promise": "brand"}

// unraised is a gate that nobody has raised yet.
func (p *play) unraised() string {
	for _, gate := range slices.Sorted(maps.Keys(raisable)) {
		if !slices.Contains(p.raised, gate) {
			return gate
		}
	}
	return ""
}

// act tries an action for somebody. Where it changes answers, it changes them to risky
// ones or back.
func (p *play) act(ctx context.Context, kind string, a experiments.Action, risky bool) error {
	who, ref := p.people[kind], experiments.ByID(p.id)
	simple := map[experiments.Action]func(context.Context, accounts.Actor, experiments.Ref, *int) (*experiments.Experiment, error){
		experiments.Start: p.exps.Start, experiments.Pause: p.exps.Pause, experiments.Resume: p.exps.Resume, experiments.Stop: p.exps.Stop,
		experiments.Withdraw: p.exps.Withdraw, experiments.Archive: p.exps.Archive, experiments.Unarchive: p.exps.Unarchive,
	}
	answered := func(experiments.Proposal) (experiments.Proposal, error) { return p.plan(risky), nil }
	var err error
	switch do := simple[a]; a {
	case experiments.Edit:
		_, err = p.exps.Edit(ctx, who, ref, nil, answered)
	case experiments.Submit:
		_, err = p.exps.Submit(ctx, who, ref, nil, false)
	case experiments.Conclude:
		outcome := experiments.Outcome("worked")
		if p.status == experiments.Ready {
			outcome = experiments.NotRun
		} else if risky {
			outcome = "did_not_work"
		}
		_, err = p.exps.Conclude(ctx, who, ref, nil, experiments.Conclusion{Outcome: outcome})
	case experiments.RaiseDoor:
		_, err = p.exps.RaiseDoor(ctx, who, ref, nil, p.unraised(), experiments.Raising{Reason: "It is hot"})
	case experiments.Clone:
		_, err = p.exps.Clone(ctx, who, ref, experiments.Copy{})
	case experiments.Split:
		_, err = p.exps.Split(ctx, who, ref, nil, func(experiments.Proposal) (experiments.Proposal, error) { return p.plan(false), nil }, "en")
	case experiments.Report:
		_, err = p.exps.CheckIn(ctx, who, ref, nil, "", today(), experiments.Seen{})
	case experiments.Recover:
		r := experiments.Recovery{Time: true}
		if !risky {
			r = experiments.Recovery{Time: true, Acknowledge: true, Meet: true, Act: true, LoopClosedOn: today()}
		}
		_, err = p.exps.Recover(ctx, who, ref, nil, r)
	case experiments.TryUndo:
		_, err = p.exps.TryUndo(ctx, who, ref, nil, experiments.Undoing{Hours: *p.plan(false).Answers.UndoHours})
	default:
		_, err = do(ctx, who, ref, nil)
	}
	return err
}

func today() experiments.Day { return experiments.Day(time.Now().UTC().Format(time.DateOnly)) }

// follows is what the watcher expects of an action that was done.
func (p *play) follows(a experiments.Action, risky bool) {
	became := map[experiments.Action]experiments.Status{experiments.Start: experiments.Running, experiments.Resume: experiments.Running,
		experiments.Pause: experiments.Paused, experiments.Withdraw: experiments.Withdrawn, experiments.Conclude: experiments.Concluded}
	before := p.status
	if to, ok := became[a]; ok {
		p.status = to
	}
	switch a {
	case experiments.Edit:
		changed := p.risky != risky
		p.risky = risky
		if changed && !slices.Contains([]experiments.Status{experiments.Draft, experiments.Withdrawn, experiments.Declined}, p.status) {
			p.judged()
		}
	case experiments.Submit:
		p.submitted, p.status = true, experiments.InReview
		p.judged()
	case experiments.Stop:
		p.status = experiments.Withdrawn
		if before == experiments.Running || before == experiments.Paused {
			p.status, p.owes = experiments.Concluded, true
		}
	case experiments.Conclude:
		p.said, p.neverRan, p.owes = true, before == experiments.Ready, p.owes || risky && before != experiments.Ready
	case experiments.Recover:
		p.loopClosed = !risky
	case experiments.RaiseDoor:
		gate := p.unraised()
		p.raised = append(p.raised, gate)
		p.gates = maps.Clone(p.gates)
		if p.gates == nil {
			p.gates = map[string]bool{}
		}
		p.gates[gate] = false
		p.closed()
	case experiments.Archive:
		p.before, p.status = p.status, experiments.Archived
	case experiments.Unarchive:
		p.status = p.before
	}
}

// judged is the next revision: what was approved counts no more.
func (p *play) judged() {
	p.gates, p.declined = map[string]bool{}, false
	for _, gate := range p.raised {
		p.gates[gate] = false
	}
	if p.risky {
		p.gates["health_or_safety"] = false
	}
	if p.status == experiments.InReview && !p.oneWay() {
		p.status = experiments.Ready
	}
	p.closed()
}

// closed is what a closed door does to what is ready or runs.
func (p *play) closed() {
	if !p.open() {
		switch p.status {
		case experiments.Ready:
			p.status = experiments.InReview
		case experiments.Running:
			p.status = experiments.Paused
		}
	}
}

// decide lets the reviewer approve every gate that waits, or decline.
func (p *play) decide(ctx context.Context, verdict review.Verdict) error {
	id, err := p.reviews.Of(ctx, p.id)
	if err != nil {
		return err
	}
	full, err := p.reviews.One(ctx, p.people["reviewer"], id, "en")
	if err != nil {
		return err
	}
	var waiting []string
	for gate, met := range p.gates {
		if !met {
			waiting = append(waiting, gate)
		}
	}
	_, err = p.reviews.Decide(ctx, p.people["reviewer"], id, nil, review.Answer{Revision: full.Revision, Gates: waiting, Verdict: verdict, Reason: "So"})
	if err != nil {
		return err
	}
	for _, gate := range waiting {
		p.gates[gate] = verdict == review.Approve
	}
	switch {
	case verdict == review.Decline && p.status == experiments.InReview:
		p.status = experiments.Declined
	case verdict == review.Approve && p.status == experiments.InReview:
		p.status = experiments.Ready
	}
	p.declined = verdict == review.Decline
	return nil
}

// isAsExpected compares what is there, and what everybody is offered, with what the
// watcher knows.
func (p *play) isAsExpected(ctx context.Context, t fataler, kinds ...string) {
	t.Helper()
	for _, kind := range kinds {
		e, err := p.exps.One(ctx, p.people[kind], experiments.ByID(p.id), "en")
		if code := codeOf(err); code != "" {
			if code != "not-found" || kind == "member" || p.submitted {
				t.Fatalf("%s reads it: %s", kind, code)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if e.Status != p.status || e.OwesLesson != p.owes {
			t.Fatalf("it is %s, owing %t, and not %s, %t", e.Status, e.OwesLesson, p.status, p.owes)
		}
		if diff := cmp.Diff(p.offered(kind), e.ActionsOf(p.people[kind])); diff != "" {
			t.Fatalf("%s of a %s experiment is offered: %s", kind, p.status, diff)
		}
	}
}

// codeOf is the code of a refusal; an error that is none is left to the caller.
func codeOf(err error) string {
	if f, ok := errors.AsType[*fault.Error](err); ok && f.Kind != fault.Unavailable {
		return f.Code
	}
	return ""
}

// states are ways into every state, in both doors where there are both.
var states = map[string]struct {
	risky bool
	steps string
}{
	"draft":                     {false, ""},
	"in review":                 {true, "submit"},
	"ready":                     {false, "submit"},
	"ready, approved":           {true, "submit approve"},
	"running":                   {false, "submit start"},
	"running, approved":         {true, "submit approve start"},
	"paused":                    {false, "submit start pause"},
	"paused, door closed":       {false, "submit start raise_door"},
	"paused, approved again":    {false, "submit start raise_door approve"},
	"paused, declined":          {false, "submit start raise_door decline"},
	"stopped":                   {false, "submit start stop"},
	"stopped, said":             {false, "submit start stop conclude"},
	"concluded":                 {false, "submit start conclude"},
	"not run":                   {false, "submit conclude"},
	"withdrawn":                 {false, "withdraw"},
	"withdrawn, submitted":      {true, "submit withdraw"},
	"declined":                  {true, "submit decline"},
	"customers made whole":      {false, "submit start conclude recover"},
	"archived":                  {false, "submit start conclude archive"},
	"archived, withdrawn":       {false, "submit withdraw archive"},
	"back from the archive":     {true, "submit decline archive unarchive"},
	"judged again, two-way now": {true, "submit edit"},
}

func (p *play) step(ctx context.Context, step string, risky bool) error {
	switch step {
	case "approve", "decline":
		return p.decide(ctx, review.Verdict(step))
	}
	err := p.act(ctx, "member", experiments.Action(step), risky)
	if err == nil {
		p.follows(experiments.Action(step), risky)
	}
	return err
}

// Every action, in every state, by every kind of person, is done or refused with the
// code that the description gives; and what is offered is what would be done.
func TestWhoMayDoWhatInWhichState(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s, undone := newStage(t, db), errors.New("undone")
		for name, state := range states {
			p := s.register(t.Context(), t, state.risky)
			for step := range strings.FieldsSeq(state.steps) {
				if err := p.step(t.Context(), step, false); err != nil {
					t.Fatalf("%s: %s: %v", name, step, err)
				}
			}
			p.isAsExpected(t.Context(), t, s.kinds...)
			for _, kind := range s.kinds {
				for _, a := range everything {
					var refused error
					err := db.InTx(t.Context(), func(ctx context.Context) error {
						refused = p.act(ctx, kind, a, false)
						return undone
					})
					if !errors.Is(err, undone) {
						t.Fatal(err)
					}
					if got, want := codeOf(refused), p.refusal(kind, a); got != want || refused != nil && got == "" {
						t.Errorf("%s: %s: %s answers %q, not %q: %v", name, kind, a, got, want, refused)
					}
				}
			}
		}
	})
}

// Whatever is tried in whatever order, by whomever: it stands where the description
// says, and offers what it says.
func TestNoSequenceLeavesTheDescribedLife(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := newStage(t, db)
		rapid.Check(t, func(rt *rapid.T) {
			p := s.register(rt.Context(), rt, rapid.Bool().Draw(rt, "risky"))
			for range rapid.IntRange(3, 12).Draw(rt, "steps") {
				p.anything(rt)
			}
		})
	})
}

// anything draws an action and who tries it, mostly of what is offered.
func (p *play) anything(t *rapid.T) {
	if waits := slices.Contains(slices.Collect(maps.Values(p.gates)), false); waits && !p.declined && rapid.IntRange(0, 2).Draw(t, "decides") > 0 &&
		(p.status == experiments.InReview || p.status == experiments.Paused) {
		if err := p.decide(t.Context(), rapid.SampledFrom([]review.Verdict{review.Approve, review.Approve, review.Decline}).Draw(t, "verdict")); err != nil {
			t.Fatal(err)
		}
		p.isAsExpected(t.Context(), t, "member")
		return
	}
	kind, risky := "member", rapid.Bool().Draw(t, "risky")
	a := rapid.SampledFrom(p.offered(kind)).Draw(t, "offered")
	if rapid.IntRange(0, 3).Draw(t, "else") == 0 {
		kind, a = rapid.SampledFrom(p.kinds).Draw(t, "kind"), rapid.SampledFrom(everything).Draw(t, "action")
	}
	if a == experiments.RaiseDoor && p.unraised() == "" {
		return
	}
	want := p.refusal(kind, a)
	err := p.act(t.Context(), kind, a, risky)
	if got := codeOf(err); got != want || err != nil && got == "" {
		t.Fatalf("%s of a %s experiment: %s answers %q, not %q: %v", kind, p.status, a, got, want, err)
	}
	if err == nil {
		p.follows(a, risky)
	}
	p.isAsExpected(t.Context(), t, "member", rapid.SampledFrom(p.kinds).Draw(t, "reader"))
}
