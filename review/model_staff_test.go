package review_test

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/review"
)

// Of the people of the hall, one stands in for another now and then.
const (
	standIn    = "nora"
	stoodInFor = "ed"
)

// leavers are reviewers who leave and come back.
var leavers = []string{"rosa", "leo"}

// appoint puts people into their teams and routes.
func (h *hall) appoint(ctx context.Context) error {
	routes := map[string][]uuid.UUID{}
	for _, name := range h.names {
		a := h.people[name]
		for _, team := range a.Teams {
			if _, err := h.staff.AddMember(ctx, accounts.System(), team, a.PersonID); err != nil {
				return err
			}
		}
		for _, route := range a.Routes {
			routes[route] = append(routes[route], a.PersonID)
		}
	}
	for route, members := range routes {
		if _, err := h.staff.PutRoute(ctx, accounts.System(), route, nil, accounts.RouteInput{Members: members}); err != nil {
			return err
		}
	}
	return nil
}

// everyoneIsBack begins a sequence: nobody has left, and nobody stands in.
func (m *model) everyoneIsBack() {
	m.left = map[string]bool{}
	for _, who := range leavers {
		m.employ(who, true)
	}
	m.delegate(false)
}

func (m *model) employ(who string, active bool) {
	_, err := m.staff.PatchPerson(m.t.Context(), accounts.System(), m.people[who].PersonID, nil, accounts.PersonPatch{Active: &active})
	if err != nil {
		m.t.Fatal(err)
	}
}

// leave takes a reviewer out of the registry, or brings them back.
func (m *model) leave() {
	who := m.draw("leaver", leavers...)
	m.employ(who, m.left[who])
	m.left[who] = !m.left[who]
	m.somebodyIsAsked()
}

// standIn begins or ends that one stands in for the other.
func (m *model) standIn() {
	m.delegate(len(m.people[standIn].Seats) == 0)
	m.somebodyIsAsked()
}

func (m *model) delegate(begins bool) {
	own, other := m.people[stoodInFor], m.people[standIn]
	other.Seats, other.Routes = nil, nil
	var days []accounts.DelegationInput
	if begins {
		now := time.Now().UTC()
		days = []accounts.DelegationInput{{To: other.PersonID, From: now.Format(time.DateOnly), Until: now.AddDate(0, 0, 7).Format(time.DateOnly)}}
		for _, route := range own.Routes {
			other.Seats, other.Routes = append(other.Seats, accounts.Seat{Route: route, For: own.PersonID}), append(other.Routes, route)
		}
	}
	if _, err := m.staff.PutDelegations(m.t.Context(), own, nil, days); err != nil {
		m.t.Fatal(err)
	}
	m.people[standIn] = other
}

// handOver gives the turn on a gate to somebody else.
func (m *model) handOver() {
	id, there := m.review()
	if !there {
		return
	}
	who, to, gate := m.draw("giver", "ed", "ed", "rosa", "leo", standIn), m.draw("receiver", "ed", "rosa", "leo", "mo", standIn), m.openGate(id)
	if m.left[who] || gate == "" {
		return
	}
	receiver := m.people[to].PersonID
	err := m.reviews.HandOver(m.t.Context(), m.people[who], id, nil, review.HandingOver{Gates: []string{gate}, To: &receiver})
	if m.refused(err) {
		return
	}

	m.mustHaveBeenAllowed("handed over", who, gate, m.now.revision)
	m.mustHaveBeenAllowed("was handed", to, gate, m.now.revision)
	if m.left[to] {
		m.t.Fatalf("%s was handed a gate, and has left", to)
	}
	m.somebodyIsAsked()
}

// openGate is one of the review; "" when there is none.
func (m *model) openGate(id uuid.UUID) string {
	for _, g := range m.full(id).Gates {
		if g.State == "open" {
			return g.Gate
		}
	}
	return ""
}

// somebodyIsAsked: an open gate in the routes' turn always waits for somebody, be it
// the administrators.
func (m *model) somebodyIsAsked() {
	id, there := m.review()
	if !there {
		return
	}
	full := m.full(id)
	if full.State != review.Open || full.Turn != review.RouteTurn {
		return
	}
	for _, g := range full.Gates {
		if g.State == "open" && g.Asked == "" {
			m.t.Fatalf("nobody is asked about %s at revision %d", g.Gate, full.Revision)
		}
		asked := slices.Contains([]string{"members", "person"}, g.Asked)
		if g.Nobody && asked {
			m.t.Fatalf("%s is asked about %s, and nobody can decide", g.Asked, g.Gate)
		}
	}
}
