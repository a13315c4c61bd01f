package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"time"

	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/review"
)

// step is one thing that somebody did on a day, about an experiment or an obstacle.
type step struct {
	at time.Time
	of string
	do func(ctx context.Context) error
}

// live walks through everything that happened, in the order of time.
func (f *filler) live(ctx context.Context) error {
	var steps []step
	for i := range f.data.Obstacles {
		steps = append(steps, f.standing(&f.data.Obstacles[i])...)
	}
	for i := range f.data.Experiments {
		steps = append(steps, f.life(&f.data.Experiments[i])...)
	}
	for _, t := range f.data.Thanks {
		steps = append(steps, step{f.at(t.DaysAgo, 19), t.For, func(ctx context.Context) error { return f.thank(ctx, t) }})
	}
	steps = append(steps, step{f.at(lastReadDaysAgo, 20), "inbox", f.read})
	slices.SortStableFunc(steps, func(a, b step) int { return a.at.Compare(b.at) })
	for _, s := range steps {
		f.now = s.at
		if err := s.do(ctx); err != nil {
			return fmt.Errorf("the example's %s, %s: %w", s.of, s.at.Format(time.DateOnly), err)
		}
	}
	f.now = f.today
	return nil
}

// lastReadDaysAgo is when everybody last read all that they were told.
const lastReadDaysAgo = 16

func (f *filler) read(ctx context.Context) error {
	for _, p := range f.people {
		if err := f.told.ReadAll(ctx, p.PersonID, nil); err != nil {
			return err
		}
	}
	return nil
}

// life is what happened to one experiment; the hours only keep one day in order.
func (f *filler) life(e *Experiment) []step {
	var steps []step
	add := func(daysAgo, hour int, did bool, do func(context.Context, *Experiment) error) {
		if did {
			steps = append(steps, step{f.at(daysAgo, hour), e.Slug, func(ctx context.Context) error { return do(ctx, e) }})
		}
	}
	add(e.RegisteredDaysAgo, 8, true, f.register)
	for _, d := range e.Decisions {
		add(d.DaysAgo, 10, true, f.decide(d))
	}
	for _, o := range e.Offers {
		add(o.DaysAgo, 11, true, f.offer(o))
	}
	for _, c := range e.Comments {
		add(c.DaysAgo, 11, true, f.say(c))
	}
	add(e.StartedDaysAgo, 12, e.StartedDaysAgo > 0, f.simply(f.experiments.Start))
	add(e.PausedDaysAgo, 13, e.PausedDaysAgo > 0, f.simply(f.experiments.Pause))
	for _, c := range e.CheckIns {
		add(c.DaysAgo, 12, true, f.checkIn(c))
	}
	if r := e.Raised; r != nil {
		add(r.DaysAgo, 14, true, f.raise(r))
	}
	add(e.WithdrawnDaysAgo, 14, e.WithdrawnDaysAgo > 0, f.simply(f.experiments.Withdraw))
	add(e.ConcludedDaysAgo, 15, e.ConcludedDaysAgo > 0, f.conclude)
	if c := e.Conclusion; c != nil {
		add(c.LoopClosedDaysAgo, 18, c.Recovery != nil && c.LoopClosedDaysAgo > 0, f.closeTheLoop)
	}
	if e.Lesson != nil {
		steps = append(steps, f.taught(e)...)
	}
	add(e.ConcludedDaysAgo, 17, e.Template != "", f.name)
	add(e.ArchivedDaysAgo, 17, e.ArchivedDaysAgo > 0, f.simply(f.experiments.Archive))
	return steps
}

func (f *filler) at(daysAgo, hour int) time.Time {
	day := f.today.Truncate(24*time.Hour).AddDate(0, 0, -daysAgo)
	return day.Add(time.Duration(hour) * time.Hour)
}

func (f *filler) day(d Days) experiments.Day {
	if d == 0 {
		return ""
	}
	return experiments.Day(f.today.AddDate(0, 0, int(d)).Format(time.DateOnly))
}

func (f *filler) register(ctx context.Context, e *Experiment) error {
	moment := f.moments[e.Moment]
	p := experiments.Proposal{
		Title: e.Title, TeamID: f.teams[e.Team], MomentID: &moment, Language: e.Language, CustomerJob: e.CustomerJob,
		Change: e.Change, Effect: e.Effect, Because: e.Because, StrategyGoal: e.StrategyGoal, Signal: e.Signal,
		GamingRisk: e.GamingRisk, CounterSignal: e.CounterSignal, HollowIf: e.HollowIf, WayBack: e.WayBack, StopRule: e.StopRule,
		StartsOn: f.day(e.StartsOn), EndsOn: f.day(e.EndsOn), Answers: e.Answers, Tags: e.Tags, Premortem: e.Premortem, ObstacleID: known(f.obstacle, e.Obstacle),
	}
	for _, key := range e.AffectedTeams {
		p.AffectedTeamIDs = append(p.AffectedTeamIDs, f.teams[key])
	}
	for _, slug := range e.BuildsOn {
		p.BuildsOn = append(p.BuildsOn, f.lesson[slug])
		if err := f.lessons.CountReader(ctx, f.people[e.Proposer], f.lesson[slug]); err != nil {
			return err
		}
	}
	made, err := f.experiments.Register(ctx, f.people[e.Proposer], p, experiments.Then{Submit: e.State != experiments.Draft}, e.Language)
	if err != nil {
		return err
	}
	f.experiment[e.Slug] = made.ID
	return nil
}

// simply is a step that needs no more than who does it.
func (f *filler) simply(do func(context.Context, accounts.Actor, experiments.Ref, *int) (*experiments.Experiment, error)) func(context.Context, *Experiment) error {
	return func(ctx context.Context, e *Experiment) error {
		_, err := do(ctx, f.people[e.Proposer], f.ref(e), nil)
		return err
	}
}

func (f *filler) ref(e *Experiment) experiments.Ref { return experiments.ByID(f.experiment[e.Slug]) }

func (f *filler) raise(r *Raised) func(context.Context, *Experiment) error {
	return func(ctx context.Context, e *Experiment) error {
		_, err := f.experiments.RaiseDoor(ctx, f.people[r.Person], f.ref(e), nil, r.Gate, experiments.Raising{Reason: r.Reason})
		return err
	}
}

// decide records a decision, and the team ticks the conditions it has met.
func (f *filler) decide(d Decision) func(context.Context, *Experiment) error {
	return func(ctx context.Context, e *Experiment) error {
		id, err := f.reviews.Of(ctx, f.experiment[e.Slug])
		if err != nil {
			return err
		}
		a := review.Answer{Revision: 1, Gates: d.Gates, Verdict: d.Verdict, Reason: d.Reason}
		for _, c := range d.Conditions {
			a.Conditions = append(a.Conditions, experiments.Condition{Text: c.Text, When: c.When})
		}
		if _, err := f.reviews.Decide(ctx, f.people[d.Person], id, nil, a); err != nil {
			return err
		}
		return f.meet(ctx, e, d.Conditions)
	}
}

func (f *filler) offer(o Offer) func(context.Context, *Experiment) error {
	return func(ctx context.Context, e *Experiment) error {
		id, err := f.reviews.Of(ctx, f.experiment[e.Slug])
		if err != nil {
			return err
		}
		changes, err := json.Marshal(map[string]door.Answers{"answers": o.Answers})
		if err != nil {
			return err
		}
		return f.reviews.Offer(ctx, f.people[o.Person], id, nil, review.OfferInput{Kind: o.Kind, Changes: changes, Message: o.Message})
	}
}

// say adds a comment; the keys of those it mentions become their ids.
func (f *filler) say(c Comment) func(context.Context, *Experiment) error {
	return func(ctx context.Context, e *Experiment) error {
		id, err := f.reviews.Of(ctx, f.experiment[e.Slug])
		if err != nil {
			return err
		}
		text := mentionedKey.ReplaceAllStringFunc(c.Text, func(mention string) string {
			return "(person:" + f.people[mentionedKey.FindStringSubmatch(mention)[1]].PersonID.String() + ")"
		})
		_, err = f.reviews.Say(ctx, f.people[c.Person], id, review.Words{Text: text})
		return err
	}
}

var mentionedKey = regexp.MustCompile(`\(person:([a-z-]+)\)`)

func (f *filler) meet(ctx context.Context, e *Experiment, conditions []Condition) error {
	if len(conditions) == 0 {
		return nil
	}
	requirements, err := f.experiments.RequirementsOf(ctx, f.experiment[e.Slug], 1)
	if err != nil {
		return err
	}
	for _, c := range conditions {
		at := slices.IndexFunc(requirements, func(r experiments.Requirement) bool { return r.Text == c.Text })
		if c.Met == "" || at < 0 {
			continue
		}
		if _, err := f.experiments.MeetCondition(ctx, f.people[e.Proposer], f.ref(e), nil, requirements[at].N, experiments.Meeting{Note: c.Met}); err != nil {
			return err
		}
	}
	return nil
}

func (f *filler) checkIn(c CheckIn) func(context.Context, *Experiment) error {
	return func(ctx context.Context, e *Experiment) error {
		_, err := f.experiments.CheckIn(ctx, f.people[e.Proposer], f.ref(e), nil, "", f.day(Days(-c.DaysAgo)), c.Seen)
		return err
	}
}

func (f *filler) conclude(ctx context.Context, e *Experiment) error {
	_, err := f.experiments.Conclude(ctx, f.people[e.Proposer], f.ref(e), nil, e.Conclusion.Conclusion)
	return err
}

// closeTheLoop tells customers who were hurt what was done.
func (f *filler) closeTheLoop(ctx context.Context, e *Experiment) error {
	recovery := *e.Conclusion.Recovery
	recovery.LoopClosedOn = f.day(Days(-e.Conclusion.LoopClosedDaysAgo))
	_, err := f.experiments.Recover(ctx, f.people[e.Proposer], f.ref(e), nil, recovery)
	return err
}

// name makes a template of what went well.
func (f *filler) name(ctx context.Context, e *Experiment) error {
	_, err := f.experiments.MakeTemplate(ctx, f.people[e.Proposer], experiments.TemplateInput{Experiment: string(f.ref(e)), Name: e.Template})
	return err
}
