package lessons

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/internal/accounts"
	"ajar/internal/database"
	"ajar/internal/search"
)

// beingTried is true of an obstacle that an experiment which everyone sees is
// against. A draft is its team's alone. CASE leaves the planner no other index than that of
// obstacles: there are few experiments against one, and many that run.
var beingTried = database.LookedUp(`SELECT 1 FROM experiments e WHERE e.obstacle_id = obstacles.id
	AND CASE WHEN e.status IN ('in_review', 'ready', 'running', 'paused') THEN 1 END = 1`)

// overcome is true of an obstacle that an experiment of some teams has removed.
var overcome = database.LookedUp(`SELECT 1 FROM experiments e WHERE e.obstacle_id = obstacles.id
	AND CASE WHEN e.outcome = 'worked' AND NOT e.hollow_win AND e.team_id IN ? THEN 1 END = 1`)

// seenObstacles selects obstacles with what they are to the actor.
func seenObstacles(q *gorm.DB, actor accounts.Actor) *gorm.DB {
	return q.Table("obstacles").Select("obstacles.*, "+beingTried+` AS tried,
		EXISTS (SELECT 1 FROM obstacle_me_toos m WHERE m.obstacle_id = obstacles.id AND m.person_id = ?) AS said_it,
		EXISTS (SELECT 1 FROM obstacle_authors a WHERE a.obstacle_id = obstacles.id AND a.person_id = ?) AS posted, `+overcome+" AS overcome",
		actor.PersonID, actor.PersonID, actor.Teams)
}

// Wanted narrows the list of obstacles; empty fields do not.
type Wanted struct {
	Query  string
	State  ObstacleState
	Team   *uuid.UUID
	Moment *uuid.UUID
	Mine   bool           // posted by the actor or their teams
	Most   bool           // most "me too" first; else the latest month first
	After  *ObstaclePlace // without a query: where the page before ended
	Cursor string         // with a query: the same, as the search wrote it
	Exact  bool           // the words as they are written
	Limit  int
}

// ObstaclePlace is where a page of obstacles ended, in either order.
type ObstaclePlace struct {
	Month string    `json:"m,omitempty"`
	MeToo int       `json:"n,omitempty"`
	ID    uuid.UUID `json:"i"`
}

// FoundObstacles is a page of obstacles. At most one of Next and Cursor is set, and
// only when there is more.
type FoundObstacles struct {
	Items  []Obstacle
	Next   *ObstaclePlace
	Cursor string
	search.Told
}

// Obstacles reads a page of obstacles: the latest month first and, within a month,
// in random order; or those first that most people share; with a query, best match
// first. Everyone signed in may.
func (s *Store) Obstacles(ctx context.Context, actor accounts.Actor, w Wanted) (*FoundObstacles, error) {
	if w.Query != "" {
		return s.matchObstacles(ctx, actor, w)
	}
	condition, args := w.condition(actor)
	q := seenObstacles(s.db.Read(ctx), actor).Where(condition, args...)
	if w.Most {
		q = q.Order("me_too DESC, id")
	} else {
		q = q.Order("month DESC, id")
	}
	items, more, err := database.Page[Obstacle](q, w.Limit)
	if err != nil {
		return nil, err
	}
	found := &FoundObstacles{Items: items}
	if more {
		last := items[w.Limit-1]
		found.Next = &ObstaclePlace{ID: last.ID}
		if w.Most {
			found.Next.MeToo = last.MeToo
		} else {
			found.Next.Month = last.Month
		}
	}
	for i := range items {
		items[i].dress(actor)
	}
	return found, nil
}

// condition is what is wanted, in SQL.
func (w Wanted) condition(actor accounts.Actor) (string, []any) {
	all, args := []string{"1 = 1"}, []any{}
	where := func(asked bool, sql string, values ...any) {
		if asked {
			all, args = append(all, sql), append(args, values...)
		}
	}
	where(w.State == ObstacleRemoved || w.State == ObstacleKept, "state = ?", w.State)
	where(w.State == ObstacleOpen, "state = 'open' AND NOT "+beingTried)
	where(w.State == ObstacleTrying, "state = 'open' AND "+beingTried)
	where(w.Team != nil, "team_id = ?", w.Team)
	where(w.Team != nil && !actor.MemberOf(*w.Team), "shown_team_id IS NOT NULL")
	where(w.Moment != nil, "moment_id = ?", w.Moment)
	where(w.Mine, "(team_id IN ? OR obstacles.id IN (SELECT obstacle_id FROM obstacle_authors WHERE person_id = ?))", actor.Teams, actor.PersonID)
	if p := w.After; p != nil && w.Query == "" {
		where(w.Most, "(me_too < ? OR me_too = ? AND obstacles.id > ?)", p.MeToo, p.MeToo, p.ID)
		where(!w.Most, "(month < ? OR month = ? AND obstacles.id > ?)", p.Month, p.Month, p.ID)
	}
	return strings.Join(all, " AND "), args
}

// matchObstacles reads a page of what fits the words, in the search's order.
func (s *Store) matchObstacles(ctx context.Context, actor accounts.Actor, w Wanted) (*FoundObstacles, error) {
	condition, args := w.condition(actor)
	hits, err := s.search.Find(ctx, search.Query{Text: w.Query, Typing: true, Exact: w.Exact, Limit: w.Limit, Cursor: w.Cursor,
		Kind: obstacleKind,
		Only: search.Condition{SQL: "d.id IN (SELECT id FROM obstacles WHERE " + condition + ")", Args: args}})
	if err != nil {
		return nil, err
	}
	ids := idsOf(hits.Hits)
	found := &FoundObstacles{Items: []Obstacle{}, Cursor: hits.Next, Told: hits.Told}
	if err := seenObstacles(s.db.Read(ctx), actor).Where("obstacles.id IN ?", ids).Find(&found.Items).Error; err != nil {
		return nil, err
	}
	slices.SortFunc(found.Items, func(a, b Obstacle) int { return slices.Index(ids, a.ID) - slices.Index(ids, b.ID) })
	for i := range found.Items {
		found.Items[i].dress(actor)
	}
	return found, nil
}

// RemovedObstacles counts the obstacles that have been removed so far: the one
// number of this registry to be proud of.
func (s *Store) RemovedObstacles(ctx context.Context) (n int64, err error) {
	err = s.db.Read(ctx).Table("obstacles").Where("state = ?", ObstacleRemoved).Count(&n).Error
	return n, err
}

// LastRemoved are the obstacles that were removed last, of one month in random
// order.
func (s *Store) LastRemoved(ctx context.Context, actor accounts.Actor, limit int) ([]Obstacle, error) {
	last := []Obstacle{}
	err := seenObstacles(s.db.Read(ctx), actor).Where("state = ?", ObstacleRemoved).Order("ended_month DESC, id").Limit(limit).Find(&last).Error
	for i := range last {
		last[i].dress(actor)
	}
	return last, err
}

// OneObstacle reads one with how many of each team say "me too": two statements.
// Everyone signed in may.
func (s *Store) OneObstacle(ctx context.Context, actor accounts.Actor, id uuid.UUID) (*Obstacle, error) {
	o, err := s.obstacle(s.db.Read(ctx), actor, id)
	if err != nil {
		return nil, err
	}
	var teams []struct {
		Setting setting `gorm:"embedded"`
		People  int
	}
	err = s.db.Read(ctx).Raw("SELECT "+settingOfTeam+`, m.people FROM organisation o
		JOIN (SELECT team_id, COUNT(*) AS people FROM obstacle_me_toos WHERE obstacle_id = ? GROUP BY team_id) m ON 1 = 1
		LEFT JOIN teams t ON t.id = m.team_id`, id).Scan(&teams).Error
	count := map[string]int{}
	for _, t := range teams {
		count[t.Setting.shownAs()] += t.People
	}
	for team, n := range count {
		o.MeToos = append(o.MeToos, TeamCount{team, n})
	}
	slices.SortFunc(o.MeToos, func(a, b TeamCount) int { return strings.Compare(a.Team, b.Team) })
	return o, err
}
