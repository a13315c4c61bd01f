package review

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/accounts"
	"ajar/internal/outbox"
)

// peopleJob is the kind of job that follows a change of who can decide.
const peopleJob = "review.people"

// peopleData names the routes on which it is to be found out anew who is asked.
type peopleData struct {
	Routes []string `json:"routes,omitempty"`
}

// Restaff follows a change of who can decide on the gates of routes: a review that
// no member can decide on passes to the backups at once, and back. One that is still
// to come, because a delegation begins or ends, is followed then.
func (s *Store) Restaff(ctx context.Context, change accounts.Staffing) error {
	if change.At.After(s.clock.Now()) {
		return s.putPeople(ctx, change.Routes, change.At)
	}
	if err := s.restaff(ctx, change.Routes); err != nil {
		return err
	}
	return s.putPeople(ctx, nil, change.At)
}

// ofRoutes is true of reviews r in which it is the turn of one of the routes.
const ofRoutes = `r.waits AND r.turn = 'route' AND EXISTS (SELECT 1 FROM requirements z WHERE z.experiment_id = r.experiment_id
	AND z.revision = r.revision AND z.kind = 'gate' AND z.state = 'open' AND z.route IN @routes)`

func (s *Store) restaff(ctx context.Context, routes []string) error {
	_, err := s.ask(ctx, ofRoutes, map[string]any{"routes": routes})
	return err
}

func (s *Store) putPeople(ctx context.Context, routes []string, at time.Time) error {
	data, err := json.Marshal(peopleData{routes})
	if err != nil {
		return err
	}
	return outbox.Put(ctx, s.db, outbox.Job{Kind: peopleJob, Data: data, RunAt: at})
}

// FollowPeople does the job peopleJob: it finds out anew who is asked on the routes that
// the job names, and tells those who have not been told that it is their turn. It
// may come late or twice.
func (s *Store) FollowPeople(ctx context.Context, job outbox.Job) error {
	var data peopleData
	if err := json.Unmarshal(job.Data, &data); err != nil {
		return err
	}
	if len(data.Routes) > 0 {
		if err := s.db.InTx(ctx, func(ctx context.Context) error { return s.restaff(ctx, data.Routes) }); err != nil {
			return err
		}
	}
	return s.tellAll(ctx)
}

// tellAll looks at every review in which somebody has not been told that it is their
// turn, each in a transaction of its own: one that fails holds up no other.
func (s *Store) tellAll(ctx context.Context) error {
	const batch = 100
	var failed error
	for last := uuid.Nil; ; {
		var untold []uuid.UUID
		err := s.db.Read(ctx).Model(&Ask{}).Distinct().Where("NOT told AND review_id > ?", last).Order("review_id").Limit(batch).Pluck("review_id", &untold).Error
		if err != nil || len(untold) == 0 {
			return errors.Join(failed, err)
		}
		for _, last = range untold {
			failed = errors.Join(failed, s.tick(ctx, last))
		}
	}
}

// addressBook are the people behind those who are asked: members of the team, those
// who can decide for a route, the person it was handed to, active administrators.
func (s *Store) addressBook(ctx context.Context, e *experiments.Experiment, asked []Ask) (map[string][]uuid.UUID, error) {
	book := map[string][]uuid.UUID{}
	var routes []string
	var err error
	for _, a := range asked {
		switch a.kind() {
		case "team":
			book[a.Who], err = accounts.MembersOf(ctx, s.db, e.TeamID)
		case "administrators":
			book[a.Who], err = s.administrators(ctx)
		case "person":
			var id uuid.UUID
			id, err = uuid.Parse(a.of())
			book[a.Who] = []uuid.UUID{id}
		default:
			routes = append(routes, a.of())
		}
		if err != nil {
			return nil, err
		}
	}
	return book, s.addSeats(ctx, book, e, slices.Compact(slices.Sorted(slices.Values(routes))))
}

// addSeats enters those who can decide on gates of routes, members and backups.
func (s *Store) addSeats(ctx context.Context, book map[string][]uuid.UUID, e *experiments.Experiment, routes []string) error {
	if len(routes) == 0 {
		return nil
	}
	able, err := s.able(ctx, e, routes)
	for _, seat := range able {
		who := map[bool]string{false: "members:", true: "backups:"}[seat.Backup] + seat.Route
		book[who] = append(book[who], seat.PersonID)
	}
	return err
}

// able are those who can decide on gates of routes of an experiment now.
func (s *Store) able(ctx context.Context, e *experiments.Experiment, routes []string) ([]sitting, error) {
	today, err := s.today(ctx)
	if err != nil {
		return nil, err
	}
	var able []sitting
	err = s.db.Read(ctx).Raw("SELECT DISTINCT s.route, s.backup, s.person_id "+experiments.AbleSQL("@experiment", "@team", "s.route")+
		" AND s.route IN @routes ORDER BY s.person_id", map[string]any{"experiment": e.ID, "team": e.TeamID, "routes": routes, "today": today, "proposer": uuid.Nil}).Find(&able).Error
	return able, err
}

// sitting is somebody who can decide, and from where.
type sitting struct {
	Route    string
	Backup   bool
	PersonID uuid.UUID
}

func (s *Store) administrators(ctx context.Context) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	err := s.db.Read(ctx).Table("people").Where("active AND roles LIKE ?", "%"+string(accounts.Admin)+"%").Order("id").Pluck("id", &ids).Error
	return ids, err
}
