package review

import (
	"strconv"
	"strings"

	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/database"
)

// seat is a name under which a person is asked, and who must have no part in what
// they decide on there: they, and whom they stand in for.
type seat struct {
	who    string
	sitter []uuid.UUID
}

// seatsOf are all names under which the actor is asked: their teams, their places
// in routes, and their own.
func seatsOf(actor accounts.Actor) []seat {
	seats := []seat{{"person:" + actor.PersonID.String(), []uuid.UUID{actor.PersonID}}}
	for _, team := range actor.Teams {
		seats = append(seats, seat{who: "team:" + team.String()})
	}
	for _, s := range actor.Seats {
		if !actor.Is(accounts.Reviewer) {
			break
		}
		who := "members:" + s.Route
		if s.Backup {
			who = "backups:" + s.Route
		}
		seats = append(seats, seat{who, []uuid.UUID{actor.PersonID, s.For}})
	}
	return seats
}

// mine is a statement of the reviews in which the next move is the actor's, and its
// arguments. From each of their seats it reads no more than a page, in the page's
// order, so that it takes as long however much waits.
func (in Inbox) mine(actor accounts.Actor) (string, []any) {
	var parts []string
	var args []any
	for _, s := range seatsOf(actor) {
		part, more := in.askedOf(s, served(actor))
		parts, args = append(parts, "SELECT review_id FROM ("+part+") of_one_seat"), append(args, more...)
	}
	return strings.Join(parts, " UNION ALL "), args
}

// gateOfAsk begins a statement of the gates of the review in which somebody is asked.
const gateOfAsk = `SELECT 1 FROM reviews v CROSS JOIN requirements q
	WHERE v.id = a.review_id AND q.experiment_id = v.experiment_id AND q.revision = v.revision AND q.kind = 'gate' AND `

func (in Inbox) askedOf(s seat, routes []string) (string, []any) {
	sql, args := s.asked()
	where := func(asked bool, condition string, values ...any) {
		if asked {
			sql, args = sql+" AND "+condition, append(args, values...)
		}
	}
	if in.After != nil {
		where(true, "(a.waiting_since, a.review_id) > (?, ?)", in.After.WaitingSince, in.After.ID)
	}
	where(in.State != "", database.LookedUp("SELECT 1 FROM reviews v WHERE v.id = a.review_id AND v.state = ?"), in.State)
	where(in.Gate != "", database.LookedUp(gateOfAsk+"q.gate = ?"), in.Gate)
	where(in.MyRoutes, database.LookedUp(gateOfAsk+"q.state <> 'not_needed' AND q.route IN ?"), routes)
	return "SELECT DISTINCT a.waiting_since, a.review_id FROM asks a WHERE " + sql + " ORDER BY a.waiting_since, a.review_id LIMIT " + strconv.Itoa(in.Limit+1), args
}

// asked is true of rows of asks a in which the actor is asked.
func asked(actor accounts.Actor) (string, []any) {
	var parts []string
	var args []any
	for _, s := range seatsOf(actor) {
		part, more := s.asked()
		parts, args = append(parts, part), append(args, more...)
	}
	return strings.Join(parts, " OR "), args
}

// asked is true of rows of asks a in which who sits there is asked.
func (s seat) asked() (string, []any) {
	if len(s.sitter) == 0 {
		return "a.who = ?", []any{s.who}
	}
	// One CASE, not NOT: else PostgreSQL may join all who are asked, or expect so few that it sorts them.
	return `a.who = ? AND CASE WHEN EXISTS (SELECT 1 FROM memberships m WHERE m.team_id = a.team_id AND m.person_id IN ?)
		OR EXISTS (SELECT 1 FROM contributors c WHERE c.experiment_id = a.experiment_id AND c.person_id IN ?)
		OR EXISTS (SELECT 1 FROM ancestors x JOIN contributors c ON c.experiment_id = x.ancestor_id WHERE x.experiment_id = a.experiment_id AND c.person_id IN ?)
		THEN FALSE ELSE TRUE END`,
		[]any{s.who, s.sitter, s.sitter, s.sitter}
}
