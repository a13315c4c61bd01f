package experiments

import (
	"context"
	"slices"

	"github.com/google/uuid"
)

// Nobody says that nobody can decide on a closed gate as things are. Submitting is
// possible all the same: the administrators are asked to find somebody.
type Nobody struct {
	Why     string `json:"why" enum:"no_reviewers,none_free" doc:"no_reviewers: its route has none; none_free: each proposed or edited it, is of its team, or is away"`
	Message string `json:"message" doc:"What that means, and what happens, in the language asked for"`
}

// nobodySays are the sentences of Nobody, by why and language.
var nobodySays = map[string]map[string]string{
	"no_reviewers": {
		"en": "Nobody reviews this yet. You can submit it: the administrators are asked to choose somebody.",
		"es": "Todavía no hay nadie que lo revise. Puedes enviarlo: se pide a quienes administran Ajar que elijan a alguien.",
		"pl": "Nikt jeszcze o tym nie decyduje. Można to wysłać: administratorzy dostaną prośbę o wybranie kogoś.",
	},
	"none_free": {
		"en": "Everybody who could decide on this proposed or edited it, is of its team, or is away. You can submit it: the administrators are asked to find somebody else.",
		"es": "Todas las personas que podrían decidir lo propusieron o editaron, son del equipo o están ausentes. Puedes enviarlo: se pide a quienes administran Ajar que busquen a otra.",
		"pl": "Wszystkie osoby, które mogłyby o tym zdecydować, brały udział w propozycji, są w zespole albo są nieobecne. Można to wysłać: administratorzy dostaną prośbę o znalezienie kogoś innego.",
	},
}

// deciding is for whom it is asked who can decide.
type deciding struct {
	experiment uuid.UUID // Nil: it is new
	team       uuid.UUID
	proposer   uuid.UUID // who is about to contribute; Nil: nobody is
	today      Day
}

const staffedSQL = `SELECT r.name, EXISTS (SELECT 1 FROM route_people l JOIN people p ON p.id = l.person_id AND p.active AND p.roles LIKE '%reviewer%' WHERE l.route = r.name) AS staffed
	FROM routes r WHERE r.name IN @routes AND NOT EXISTS (SELECT 1 `

// nobody are those of the routes on which nobody can decide now, backups included:
// one statement, or none where no route is named.
func (s *Store) nobody(ctx context.Context, d deciding, routes []string, language string) (map[string]*Nobody, error) {
	if len(routes) == 0 {
		return nil, nil
	}
	var found []struct {
		Name    string
		Staffed bool
	}
	err := s.db.Read(ctx).Raw(staffedSQL+AbleSQL("@experiment", "@team", "r.name")+")", map[string]any{"routes": routes,
		"today": d.today, "experiment": d.experiment, "team": d.team, "proposer": d.proposer}).Scan(&found).Error
	said := map[string]*Nobody{}
	for _, route := range found {
		why := map[bool]string{false: "no_reviewers", true: "none_free"}[route.Staffed]
		said[route.Name] = &Nobody{why, nobodySays[why][language]}
	}
	return said, err
}

// warn says beside each reason on whose gate nobody can decide that it is so.
func (s *Store) warn(ctx context.Context, d deciding, reasons []Reason, language string) error {
	routes := []string{}
	for _, r := range reasons {
		routes = append(routes, r.Route)
	}
	said, err := s.nobody(ctx, d, routes, language)
	for i := range reasons {
		reasons[i].Nobody = said[reasons[i].Route]
	}
	return err
}

// warnGates says beside each gate that waits for a decision on which nobody can
// decide that it is so.
func (s *Store) warnGates(ctx context.Context, e *Experiment, today Day, language string) error {
	routes := []string{}
	for _, r := range e.Requirements {
		routes = append(routes, r.Route)
	}
	said, err := s.nobody(ctx, deciding{experiment: e.ID, team: e.TeamID, today: today}, routes, language)
	for i := range e.Requirements {
		r := &e.Requirements[i]
		if r.Kind == GateRequirement && r.State == Open && slices.Contains(inReview, e.Status) {
			r.Nobody = said[r.Route]
		}
	}
	return err
}

// inReview are the states in which reviewers may decide.
var inReview = []Status{InReview, Paused}
