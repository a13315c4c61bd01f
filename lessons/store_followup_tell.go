package lessons

import (
	"context"

	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/audit"
	"ajar/internal/live"
	"ajar/internal/notifications"
)

const followUpsPage = "/follow-ups"

// tellOfGiven tells each team of the follow-ups that it is to do.
func (s *Store) tellOfGiven(ctx context.Context, given []TeamFollowUp) error {
	if len(given) == 0 {
		return nil
	}
	teams := make([]uuid.UUID, len(given))
	for i, f := range given {
		teams[i] = f.TeamID
	}
	members, err := accounts.MembersByTeam(ctx, s.db, teams)
	if err != nil {
		return err
	}
	all := []notifications.Notification{}
	for _, f := range given {
		for _, person := range members[f.TeamID] {
			all = append(all, notifications.Notification{PersonID: person, CreatedAt: s.clock.Now(), Code: notifications.FollowUpGiven, Link: followUpsPage, Experiment: &f.ExperimentID})
		}
	}
	return notifications.Send(ctx, s.db, all...)
}

// endings are what is told of a follow-up that came to be so, and recorded.
var endings = map[FollowUpState]struct {
	code  notifications.Code
	event string
}{
	FollowUpDone:      {notifications.FollowUpDone, "follow_up.done"},
	FollowUpNotNeeded: {notifications.FollowUpNotNeeded, "follow_up.not_needed"},
	FollowUpOpen:      {notifications.FollowUpOpened, "follow_up.opened"},
}

// tellOfFollowUpEnd records what became of a follow-up and tells the other of its two
// teams; open pages of both follow.
func (s *Store) tellOfFollowUpEnd(ctx context.Context, actor accounts.Actor, f *TeamFollowUp) error {
	end := endings[f.State]
	err := audit.Record(ctx, s.db, audit.Event{At: s.clock.Now(), Actor: &actor.PersonID, Kind: end.event, Subject: "follow_up:" + f.ID.String(), Data: map[string]int{}})
	if err != nil {
		return err
	}
	members, err := accounts.MembersOf(ctx, s.db, f.FromTeamID, f.TeamID)
	if err != nil {
		return err
	}
	live.Touch(ctx, s.db, members...)
	other, ok := f.others(actor)
	if !ok || !f.Public {
		return nil
	}
	return s.tellTeam(ctx, other, actor.PersonID, notifications.Notification{Code: end.code, Link: "/lessons/" + f.LessonID.String() + "#follow-ups", Experiment: &f.ExperimentID})
}

// remind sends the reminder that comes next.
func (s *Store) remind(ctx context.Context, f *TeamFollowUp) error {
	n := notifications.Notification{Code: notifications.FollowUpOverdue, Link: followUpsPage, Experiment: &f.ExperimentID}
	to := f.TeamID
	switch {
	case f.Chased == 0:
		n.Code = notifications.FollowUpDue
	case f.Chased > mostReminders:
		n.Code, to = notifications.FollowUpStuck, f.FromTeamID
	}
	return s.tellTeam(ctx, to, uuid.Nil, n)
}

// tellTeam tells every active member of a team but one something about an experiment.
func (s *Store) tellTeam(ctx context.Context, team, but uuid.UUID, n notifications.Notification) error {
	members, err := accounts.MembersOf(ctx, s.db, team)
	if err != nil {
		return err
	}
	all := []notifications.Notification{}
	for _, person := range members {
		if person != but {
			n.PersonID, n.CreatedAt = person, s.clock.Now()
			all = append(all, n)
		}
	}
	return notifications.Send(ctx, s.db, all...)
}
