package lessons

import (
	"context"

	"ajar/internal/accounts"
	"ajar/internal/clock"
)

// Lately is what the lessons of some teams did since the last month began.
type Lately struct {
	Since       string   `json:"since" example:"2026-10"`
	Readers     int      `json:"readers" doc:"People of other teams who opened one, each once a month"`
	HelpedTeams int      `json:"helped_teams" doc:"Other teams that one helped"`
	UsedIn      int      `json:"used_in" doc:"Proposals of other teams that build on one"`
	Thanks      []Thanks `json:"thanks" doc:"What your teams were thanked for since, at most three"`
}

// mostThanks is how many thanks Home shows.
const mostThanks = 3

// Lately reads what the lessons of the actor's teams did: three statements.
func (s *Store) Lately(ctx context.Context, actor accounts.Actor) (*Lately, error) {
	zone, err := s.zone(ctx)
	if err != nil {
		return nil, err
	}
	since := clock.Month(clock.MonthBegins(s.clock.Now(), -1, zone), zone)
	l := Lately{Since: since, Thanks: []Thanks{}}
	if len(actor.Teams) == 0 {
		return &l, nil
	}
	var did struct{ Readers, HelpedTeams, UsedIn int }
	err = s.db.Read(ctx).Raw(`SELECT
		COALESCE((SELECT SUM(r.readers) FROM lessons l JOIN lesson_reads r ON r.lesson_id = l.id WHERE l.team_id IN @teams AND l.edition > 0 AND r.month >= @since), 0) AS readers,
		(SELECT COUNT(DISTINCT h.team_id) FROM lessons l JOIN lesson_helps h ON h.lesson_id = l.id WHERE l.team_id IN @teams AND l.edition > 0 AND h.month >= @since) AS helped_teams,
		(SELECT COUNT(DISTINCT u.experiment_id) FROM lessons l JOIN lesson_uses u ON u.lesson_id = l.id JOIN experiments e ON e.id = u.experiment_id
			WHERE l.team_id IN @teams AND l.edition > 0 AND u.month >= @since AND e.team_id NOT IN @teams) AS used_in`,
		map[string]any{"teams": actor.Teams, "since": since}).Scan(&did).Error
	if err != nil {
		return nil, err
	}
	l.Readers, l.HelpedTeams, l.UsedIn = did.Readers, did.HelpedTeams, did.UsedIn
	err = s.db.Read(ctx).Select(aboutThanks).Where("to_team_id IN ? AND month >= ?", actor.Teams, since).Order("month DESC, id").Limit(mostThanks).Find(&l.Thanks).Error
	for i := range l.Thanks {
		l.Thanks[i].dress(actor)
	}
	return &l, err
}
