package review

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

var (
	ana = uuid.MustParse("01a20000-0000-7000-8000-00000000000a")
	bea = uuid.MustParse("01a20000-0000-7000-8000-00000000000b")
)

func TestWhoIsAsked(t *testing.T) {
	members, backups, both := "member/"+ana.String(), "backup/"+bea.String(), "member/"+ana.String()+",backup/"+bea.String()
	toAna := "person:" + ana.String()
	for name, c := range map[string]struct {
		move nextMove
		want map[string]string
	}{
		"the team":                           {nextMove{Turn: TeamTurn, TeamID: ana}, map[string]string{"team:" + ana.String(): "turn"}},
		"members":                            {nextMove{Able: both}, map[string]string{"members:care": "turn"}},
		"nobody":                             {nextMove{}, map[string]string{"administrators": "nobody"}},
		"no member":                          {nextMove{Able: backups}, map[string]string{"backups:care": "nobody"}},
		"silent members":                     {nextMove{Able: both, Taken: 2}, map[string]string{"members:care": "turn", "backups:care": "late"}},
		"silent members without backups":     {nextMove{Able: members, Taken: 2}, map[string]string{"members:care": "turn"}},
		"all silent":                         {nextMove{Able: both, Taken: 5}, map[string]string{"members:care": "turn", "backups:care": "late", "administrators": "late"}},
		"nobody for long":                    {nextMove{Taken: 5}, map[string]string{"administrators": "nobody"}},
		"handed to a person":                 {nextMove{Able: both, Handed: true, ToID: &ana}, map[string]string{toAna: "handed_over"}},
		"handed to one who cannot":           {nextMove{Able: members, Handed: true, ToID: &bea}, map[string]string{"members:care": "turn"}},
		"handed to a person, silent":         {nextMove{Able: both, Handed: true, ToID: &ana, Taken: 2}, map[string]string{toAna: "handed_over", "backups:care": "late"}},
		"handed to the backups":              {nextMove{Able: both, Handed: true}, map[string]string{"backups:care": "handed_over"}},
		"handed to the backups, silent":      {nextMove{Able: both, Handed: true, Taken: 2}, map[string]string{"backups:care": "late"}},
		"handed to backups who are not left": {nextMove{Able: members, Handed: true}, map[string]string{"members:care": "turn"}},
	} {
		if c.move.Turn == "" {
			c.move.Turn, c.move.Gate, c.move.Route = RouteTurn, "vulnerable_customers", "care"
		}
		got := map[string]string{}
		for _, a := range c.move.asked() {
			got[a.Who] = a.Why
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestSettled(t *testing.T) {
	monday := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	ask := func(who, why string, since time.Time, told bool) Ask {
		return Ask{ReviewID: ana, Gate: "destroys", Who: who, Why: why, TeamID: bea, WaitingSince: since, Told: told}
	}
	member := ask("members:data", "turn", monday, true)
	move := nextMove{ReviewID: ana, TeamID: bea, Turn: RouteTurn, Gate: "destroys", Route: "data", WaitingSince: monday, Able: "member/" + ana.String()}
	again, moved := move, move
	again.WaitingSince, moved.TeamID = monday.Add(time.Hour), ana
	elsewhere := ask("members:data", "turn", monday, true)
	elsewhere.TeamID = ana
	for name, c := range map[string]struct {
		kept        []Ask
		next        []nextMove
		fresh, gone []Ask
	}{
		"nothing new":          {[]Ask{member}, []nextMove{move}, nil, nil},
		"the first":            {nil, []nextMove{move}, []Ask{ask("members:data", "turn", monday, false)}, nil},
		"nobody any more":      {[]Ask{member}, nil, nil, []Ask{member}},
		"the turn began again": {[]Ask{member}, []nextMove{again}, []Ask{ask("members:data", "turn", monday.Add(time.Hour), false)}, nil},
		"the team has changed": {[]Ask{member}, []nextMove{moved}, []Ask{elsewhere}, nil},
	} {
		fresh, gone := settled(c.kept, c.next)
		if diff := cmp.Diff([][]Ask{c.fresh, c.gone}, [][]Ask{fresh, gone}); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
