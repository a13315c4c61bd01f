package review

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"ajar/experiments"
	"ajar/experiments/door"
	"ajar/internal/accounts"
	"ajar/internal/fault"
	"ajar/internal/notifications"
)

// Offer keeps other values that a reviewer proposes for the revision under review,
// judged as an edit or a pilot with them would be. Only who may decide on one of
// its closed gates may; it is the team's turn then. It refuses what an edit by the
// team would be refused for, by name. ifVersion nil means whatever is there.
func (s *Store) Offer(ctx context.Context, actor accounts.Actor, id uuid.UUID, ifVersion *int, in OfferInput) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		r, e, err := s.heldAsItIs(ctx, actor, id, ifVersion)
		if err != nil {
			return err
		}
		if err := s.mayOffer(ctx, actor, e); err != nil {
			return err
		}
		gives, err := s.foresee(ctx, actor, e, in)
		if err := fault.Also(err, in.Faults()); err != nil {
			return err
		}
		o := Offer{ID: uuid.New(), ReviewID: r.ID, Kind: in.Kind, Changes: in.Changes, Message: strings.TrimSpace(in.Message),
			Door: gives, State: OfferOpen, PersonID: actor.PersonID, CreatedAt: s.clock.Now()}
		if err := s.keepOffer(ctx, &o); err != nil {
			return err
		}
		if err := s.recordOffer(ctx, actor, r, o, "made"); err != nil {
			return err
		}
		return s.goOn(ctx, r)
	})
}

func (s *Store) mayOffer(ctx context.Context, actor accounts.Actor, e *experiments.Experiment) error {
	requirements, err := s.experiments.RequirementsOf(ctx, e.ID, e.Revision)
	if err != nil {
		return err
	}
	as, err := s.sideOf(ctx, actor, e.ID, e.TeamID)
	if err != nil {
		return err
	}
	return as.mayOffer(gatesOf(requirements))
}

// foresee is the door that the offer would give.
func (s *Store) foresee(ctx context.Context, actor accounts.Actor, e *experiments.Experiment, in OfferInput) (door.Door, error) {
	next, err := in.applied(e.Proposal)
	if err != nil {
		return "", err
	}
	var gives door.Door
	if in.Kind == SplitOffer {
		gives, err = s.experiments.ForeseePilot(ctx, actor, e, next)
	} else {
		gives, err = s.experiments.Foresee(ctx, e, next)
	}
	return gives, within("body.changes", err)
}

// keepOffer numbers an offer of a held review and writes it.
func (s *Store) keepOffer(ctx context.Context, o *Offer) error {
	var n int64
	if err := s.db.Write(ctx).Model(&Offer{}).Where("review_id = ?", o.ReviewID).Count(&n).Error; err != nil {
		return err
	}
	if n >= maxOffers {
		return fault.Refused("too-many-offers", "%d values were offered in this review. Talk to the team instead.", n)
	}
	o.N = int(n) + 1
	return s.db.Write(ctx).Create(o).Error
}

// told is what an event of a review keeps: never its words.
type told struct {
	Review    uuid.UUID   `json:"review"`
	Revision  int         `json:"revision"`
	Offer     int         `json:"offer,omitempty"`
	Kind      OfferKind   `json:"kind,omitempty"`
	Pilot     *uuid.UUID  `json:"pilot,omitempty"`
	Comment   *uuid.UUID  `json:"comment,omitempty"`
	Mentioned []uuid.UUID `json:"mentioned,omitempty"`
}

// recordOffer writes the event of an offer, and tells who made it what the team said.
func (s *Store) recordOffer(ctx context.Context, actor accounts.Actor, r *Review, o Offer, what string) error {
	err := s.happened(ctx, r, &actor.PersonID, "counter_offer."+what, told{Review: r.ID, Revision: r.Revision, Offer: o.N, Kind: o.Kind, Pilot: o.PilotID})
	code, isAnswer := map[OfferState]notifications.Code{OfferAccepted: notifications.OfferAccepted, OfferRejected: notifications.OfferRejected}[o.State]
	if err != nil || !isAnswer {
		return err
	}
	return notifications.Send(ctx, s.db, notifications.Notification{PersonID: o.PersonID, Code: code, ActorID: &actor.PersonID, Experiment: &r.ExperimentID,
		Link: r.linkTo(AnswerEntry, o.ID.String()), CreatedAt: s.clock.Now()})
}

// openOffers counts the offers of a review that nobody has answered.
func (s *Store) openOffers(ctx context.Context, review uuid.UUID) (int64, error) {
	var n int64
	err := s.db.Read(ctx).Model(&Offer{}).Where("review_id = ? AND state = ?", review, OfferOpen).Count(&n).Error
	return n, err
}

// supersede ends what is still offered for an experiment: by the system.
func (s *Store) supersede(ctx context.Context, experiment uuid.UUID) error {
	return s.db.Write(ctx).Model(&Offer{}).
		Where("state = ? AND review_id IN (SELECT id FROM reviews WHERE experiment_id = ?)", OfferOpen, experiment).
		Updates(map[string]any{"state": OfferSuperseded, "answered_at": s.clock.Now()}).Error
}

// offered is one offer as it stands, with its review and its experiment, which is
// held until the transaction ends.
func (s *Store) offered(ctx context.Context, actor accounts.Actor, id uuid.UUID, n int) (*Review, *experiments.Experiment, *Offer, error) {
	r, err := s.find(ctx, id)
	if err != nil {
		return nil, nil, nil, err
	}
	e, err := s.experiments.Lock(ctx, actor, experiments.ByID(r.ExperimentID))
	if err != nil {
		return nil, nil, nil, err
	}
	if r, err = s.find(ctx, id); err != nil {
		return nil, nil, nil, err
	}
	var o Offer
	err = s.db.Write(ctx).Select("*").Where("review_id = ? AND n = ?", id, n).Take(&o).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = fault.Missing("counter-offer")
	}
	return r, e, &o, err
}

// Accept takes an offer for the team: its values become an edit by who accepts, or
// a pilot with them is split off, in one transaction, judged by the newest policy;
// with start it starts or resumes at once if the door is open then. Accepting what
// was accepted changes nothing and answers the same. ifVersion nil means whatever
// is there.
func (s *Store) Accept(ctx context.Context, actor accounts.Actor, id uuid.UUID, n int, ifVersion *int, start bool) (*Accepted, error) {
	var accepted *Accepted
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		r, e, o, err := s.offered(ctx, actor, id, n)
		if err != nil {
			return err
		}
		accepted = &Accepted{*o, e.ID}
		if err := mustBeTheTeam(actor, e); err != nil || o.State == OfferAccepted {
			return err
		}
		if err := s.mayAnswer(r, o, ifVersion); err != nil {
			return err
		}
		if err := s.take(ctx, actor, r, o); err != nil {
			return err
		}
		accepted.Offer = *o
		if !start {
			return nil
		}
		return s.startIfOpen(ctx, actor, *orElse(o.PilotID, &e.ID))
	})
	return accepted, err
}

func orElse(id, other *uuid.UUID) *uuid.UUID {
	if id != nil {
		return id
	}
	return other
}

func (s *Store) mayAnswer(r *Review, o *Offer, ifVersion *int) error {
	if err := o.mustBeOpen(); err != nil {
		return err
	}
	return fault.Unchanged(r.Version, ifVersion)
}

// take accepts an open offer: first the offer, so that the revision which follows
// does not supersede it.
func (s *Store) take(ctx context.Context, actor accounts.Actor, r *Review, o *Offer) error {
	if err := s.answerOffer(ctx, actor, o, OfferAccepted, ""); err != nil {
		return err
	}
	values := func(p experiments.Proposal) (experiments.Proposal, error) { return p.Patched(o.Changes) }
	if o.Kind == ChangeOffer {
		if _, err := s.experiments.Edit(ctx, actor, experiments.ByID(r.ExperimentID), nil, values); err != nil {
			return outdated(err)
		}
		return s.recordOffer(ctx, actor, r, *o, "accepted")
	}
	pilot, err := s.experiments.Split(ctx, actor, experiments.ByID(r.ExperimentID), nil, values, "en")
	if err != nil {
		return outdated(err)
	}
	o.PilotID = &pilot.ID
	if err := s.db.Write(ctx).Model(&Offer{}).Where("id = ?", o.ID).Update("pilot_id", pilot.ID).Error; err != nil {
		return err
	}
	if err := s.recordOffer(ctx, actor, r, *o, "accepted"); err != nil {
		return err
	}
	if err := s.teamActed(ctx, r.ExperimentID); err != nil {
		return err
	}
	return s.goOn(ctx, r)
}

// startIfOpen starts or resumes what may; what may not stays where it is.
func (s *Store) startIfOpen(ctx context.Context, actor accounts.Actor, id uuid.UUID) error {
	e, err := s.experiments.One(ctx, actor, experiments.ByID(id), "en")
	if err != nil {
		return err
	}
	switch may := e.ActionsOf(actor); {
	case slices.Contains(may, experiments.Start):
		_, err = s.experiments.Start(ctx, actor, experiments.ByID(id), nil)
	case slices.Contains(may, experiments.Resume):
		_, err = s.experiments.Resume(ctx, actor, experiments.ByID(id), nil)
	}
	return err
}

// Reject answers an offer with the team's no and its reason, which is kept. Only
// the team may. ifVersion nil means whatever is there.
func (s *Store) Reject(ctx context.Context, actor accounts.Actor, id uuid.UUID, n int, ifVersion *int, no Rejection) error {
	if err := fault.Also(nil, no.Faults()); err != nil {
		return err
	}
	return s.closeOffer(ctx, actor, id, n, ifVersion, OfferRejected, strings.TrimSpace(no.Reason), func(e *experiments.Experiment, _ *Offer) error {
		return mustBeTheTeam(actor, e)
	})
}

// Withdraw takes an open offer back. Only who made it may. ifVersion nil means
// whatever is there.
func (s *Store) Withdraw(ctx context.Context, actor accounts.Actor, id uuid.UUID, n int, ifVersion *int) error {
	return s.closeOffer(ctx, actor, id, n, ifVersion, OfferWithdrawn, "", func(_ *experiments.Experiment, o *Offer) error {
		if o.PersonID != actor.PersonID {
			return fault.Denied("not-your-offer", "Only who made this offer withdraws it.")
		}
		return nil
	})
}

// closeOffer answers an open offer without taking it; the turn goes where it
// belongs then.
func (s *Store) closeOffer(ctx context.Context, actor accounts.Actor, id uuid.UUID, n int, ifVersion *int, as OfferState, answer string, may func(*experiments.Experiment, *Offer) error) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		r, e, o, err := s.offered(ctx, actor, id, n)
		if err != nil {
			return err
		}
		if err := may(e, o); err != nil {
			return err
		}
		if err := s.mayAnswer(r, o, ifVersion); err != nil {
			return err
		}
		if err := s.answerOffer(ctx, actor, o, as, answer); err != nil {
			return err
		}
		if err := s.recordOffer(ctx, actor, r, *o, string(as)); err != nil {
			return err
		}
		if as == OfferRejected {
			if err := s.teamActed(ctx, e.ID); err != nil {
				return err
			}
		}
		return s.goOn(ctx, r)
	})
}

func (s *Store) answerOffer(ctx context.Context, actor accounts.Actor, o *Offer, as OfferState, answer string) error {
	now := s.clock.Now()
	o.State, o.AnsweredBy, o.AnsweredAt, o.Answer = as, &actor.PersonID, &now, answer
	res := s.db.Write(ctx).Model(o).Where("state = ?", OfferOpen).Select("state", "answered_by", "answered_at", "answer").Updates(o)
	if res.Error == nil && res.RowsAffected == 0 {
		return fault.Outdated()
	}
	return res.Error
}

// offers reads the offers of a review with the names of who made and answered
// them, in order.
func (s *Store) offers(ctx context.Context, review uuid.UUID) ([]Offer, error) {
	found := []Offer{}
	err := s.db.Read(ctx).Select("counter_offers.*, p.name AS by, a.name AS answerer").Joins("JOIN people p ON p.id = counter_offers.person_id").
		Joins("LEFT JOIN people a ON a.id = counter_offers.answered_by").Where("review_id = ?", review).Order("n").Find(&found).Error
	return found, err
}

// dressOffers gives the review its offers, each with what it would change and what
// the reader may do with it.
func (s *Store) dressOffers(ctx context.Context, actor accounts.Actor, full *Full) (err error) {
	if full.CounterOffers, err = s.offers(ctx, full.ID); err != nil {
		return err
	}
	for i := range full.CounterOffers {
		o := &full.CounterOffers[i]
		next, err := full.Proposal.Patched(o.Changes)
		if err != nil {
			return err
		}
		if o.Differences, err = full.Proposal.Difference(next); err != nil {
			return err
		}
		open := o.State == OfferOpen
		o.MayAnswer, o.MayWithdraw = open && actor.MemberOf(full.Experiment.TeamID), open && o.PersonID == actor.PersonID
	}
	return nil
}
