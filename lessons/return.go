package lessons

import (
	"crypto/hmac"
	"crypto/sha256"

	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/fault"
)

// Return is what came back for writing a lesson. It counts teams, people and proposals,
// and names none; what a team alone reads is left out for others.
type Return struct {
	UsedIn       int  `json:"used_in" doc:"How many submitted proposals build on it"`
	HelpedTeams  int  `json:"helped_teams" doc:"How many other teams say that it helped them"`
	HelpedPeople *int `json:"helped_people,omitempty" gorm:"-" doc:"How many people of other teams say so; only its team reads this"`
	Readers      *int `json:"readers,omitempty" gorm:"-" doc:"How many people of other teams opened it, each once a month; only its team reads this"`
	Helped       bool `json:"helped" doc:"Whether you say that it helped you"`
	Mine         bool `json:"mine" doc:"Whether it is a lesson of a team of yours"`
}

// Used is as much of it as stands beside a lesson in the library.
type Used struct {
	UsedIn      int `json:"used_in" doc:"How many submitted proposals build on it"`
	HelpedTeams int `json:"helped_teams" doc:"How many other teams say that it helped them"`
}

// Shelved is a lesson as it stands in the library.
type Shelved struct {
	Publication
	Used
	Version int `json:"version" doc:"One more with each change of what readers see: for If-Match"`
}

// counted is a published lesson with its counts, as somebody comes to it.
type counted struct {
	ID           uuid.UUID
	ExperimentID uuid.UUID
	TeamID       uuid.UUID
	UsedIn       int
	HelpedTeams  int
	HelpedPeople int
	Readers      int
	FirstHelped  bool
	FirstUsed    bool
	Helped       bool
}

// seenBy is what the actor reads of it.
func (w counted) seenBy(actor accounts.Actor) *Return {
	r := &Return{UsedIn: w.UsedIn, HelpedTeams: w.HelpedTeams, Helped: w.Helped, Mine: actor.MemberOf(w.TeamID)}
	if r.Mine {
		r.HelpedPeople, r.Readers = &w.HelpedPeople, &w.Readers
	}
	return r
}

// helps answers for which team the actor says that a lesson helped: the one that they
// name, else their first; nil for who has none. A team does not help itself.
func (w counted) helps(actor accounts.Actor, team *uuid.UUID) (*uuid.UUID, error) {
	switch {
	case actor.MemberOf(w.TeamID):
		return nil, fault.Refused("own-lesson", "Your own team wrote it. What helps you counts when others wrote it.")
	case team != nil && !actor.MemberOf(*team):
		return nil, fault.Denied("not-your-team", "You can speak for a team you belong to, or for yourself.")
	case team == nil && len(actor.Teams) > 0:
		return &actor.Teams[0], nil
	}
	return team, nil
}

// reader is who opened a lesson, as it is kept while the month lasts: RFC 2104's HMAC with
// SHA-256 under the month's key, so that neither the table alone tells whom it means nor
// two lessons that they had the same reader.
func reader(key []byte, lesson, person uuid.UUID) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(lesson[:])
	mac.Write(person[:])
	return mac.Sum(nil)
}

// tellsAt is the hour at which a week is told of.
const tellsAt = 8
