package lessons

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/fault"
	"ajar/internal/mail"
	"ajar/internal/outbox"
)

// The kinds of jobs of the weekly mail: digestJob comes every Monday for each who asked
// for it, and lives on whatever becomes of a mail; digestMailJob sends one.
const (
	digestJob     = "digest.due"
	digestMailJob = "digest.mail"
)

// Digests are the weekly mails to who asked for them.
type Digests struct {
	db      *database.DB
	clock   clock.Clock
	lessons *Store
	log     *slog.Logger
	mail    *mail.Sender // nil: mail is not set up
	origin  string       // the registry's address, for links
	batch   batch
}

// NewDigests makes them, without a way to send.
func NewDigests(db *database.DB, clock clock.Clock, lessons *Store, log *slog.Logger) *Digests {
	return &Digests{db: db, clock: clock, lessons: lessons, log: log}
}

// By sets mail up; origin is the registry's address without a slash at its end. It is
// for wiring, before the first job.
func (d *Digests) By(sender *mail.Sender, origin string) { d.mail, d.origin = sender, origin }

// Work lets a worker do the jobs of the weekly mail. It is for wiring, before the first run.
func (d *Digests) Work(w *outbox.Worker) {
	w.Handle(digestJob, d.due)
	w.HandleSlow(digestMailJob, d.send)
}

// DigestChoice is whether a person gets the weekly mail.
type DigestChoice struct {
	Available bool   `json:"available" doc:"Whether the registry can send mails at all"`
	Wanted    bool   `json:"wanted"`
	Language  string `json:"language" enum:"en,es,pl" doc:"Of the mail; the organisation's first until you choose"`
}

// subscription is the row of who asked for it.
type subscription struct {
	PersonID uuid.UUID `gorm:"primaryKey"`
	Language string
	ToldOn   string // the Monday until which they have been told
}

// TableName is the table of the weekly mail.
func (subscription) TableName() string { return "digests" }

// Choice is the actor's own.
func (d *Digests) Choice(ctx context.Context, actor accounts.Actor) (DigestChoice, error) {
	var rows []subscription
	var organisation accounts.Organisation
	err := errors.Join(d.db.Read(ctx).Where("person_id = ?", actor.PersonID).Find(&rows).Error, d.db.Read(ctx).Take(&organisation).Error)
	if err != nil {
		return DigestChoice{}, err
	}
	choice := DigestChoice{Available: d.mail != nil, Language: organisation.Languages[0]}
	for _, row := range rows {
		choice.Wanted, choice.Language = true, row.Language
	}
	return choice, nil
}

// Choose asks for the weekly mail in a language, or for no more of it. The first one tells
// of the week in which it was asked for; asking again also brings mails back that were
// given up. fault.Conflict "no-mail" where mail is not set up.
func (d *Digests) Choose(ctx context.Context, actor accounts.Actor, wanted bool, language string) (DigestChoice, error) {
	if wanted && d.mail == nil {
		return DigestChoice{}, fault.Refused("no-mail", "Mail is not set up here. An administrator can do that with AJAR_SMTP_HOST.")
	}
	err := d.db.InTx(ctx, func(ctx context.Context) error {
		if !wanted {
			return d.forget(ctx, actor.PersonID)
		}
		return d.subscribe(ctx, actor.PersonID, language)
	})
	if err != nil {
		return DigestChoice{}, err
	}
	return d.Choice(ctx, actor)
}

func (d *Digests) forget(ctx context.Context, person uuid.UUID) error {
	return d.db.Write(ctx).Where("person_id = ?", person).Delete(&subscription{}).Error
}

func (d *Digests) subscribe(ctx context.Context, person uuid.UUID, language string) error {
	zone, err := accounts.Zone(ctx, d.db)
	if err != nil {
		return err
	}
	now := d.clock.Now()
	made := d.db.Write(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&subscription{person, language, clock.Monday(now, zone)})
	if made.Error != nil {
		return made.Error
	}
	if made.RowsAffected == 0 {
		if err := d.db.Write(ctx).Model(&subscription{PersonID: person}).Update("language", language).Error; err != nil {
			return err
		}
	}
	return d.await(ctx, person.String(), now, zone)
}

// await puts the job of the next Monday.
func (d *Digests) await(ctx context.Context, person string, now time.Time, zone *time.Location) error {
	return outbox.Put(ctx, d.db, outbox.Job{Kind: digestJob, Key: person, RunAt: clock.NextMonday(now, mailHour, zone)})
}

// recipient is who a mail is for.
type recipient struct {
	PersonID                          uuid.UUID
	Email, Language, ToldOn, TimeZone string
}

// recipient reads who asked for the mail and may still read; nil when nobody.
func (d *Digests) recipient(ctx context.Context, person string) (*recipient, error) {
	id, err := uuid.Parse(person)
	if err != nil {
		return nil, err
	}
	var r recipient
	err = d.db.Read(ctx).Raw(`SELECT d.person_id, d.language, d.told_on, p.email, o.time_zone FROM digests d JOIN people p ON p.id = d.person_id AND p.active, organisation o
		WHERE d.person_id = ?`, id).Scan(&r).Error
	if err != nil || r.PersonID == uuid.Nil {
		return nil, err
	}
	return &r, nil
}

// due asks for the mail of this week, and for the next Monday: a mail that cannot be sent
// ends nothing but itself.
func (d *Digests) due(ctx context.Context, job outbox.Job) error {
	return d.db.InTx(ctx, func(ctx context.Context) error {
		r, err := d.recipient(ctx, job.Key)
		if err != nil || r == nil {
			return err
		}
		now := d.clock.Now()
		zone, err := clock.Zone(r.TimeZone)
		if err != nil {
			return err
		}
		monday := clock.Monday(now, zone)
		if err := d.await(ctx, job.Key, now, zone); err != nil || d.mail == nil || r.ToldOn >= monday {
			return err
		}
		return outbox.Put(ctx, d.db, outbox.Job{Kind: digestMailJob, Key: job.Key + "/" + monday, RunAt: now})
	})
}

// send sends the mail of a Monday to one person: of all that happened since they were told
// last, or none when that is nothing. What was sent is not sent again.
func (d *Digests) send(ctx context.Context, job outbox.Job) error {
	person, monday, _ := strings.Cut(job.Key, "/")
	r, err := d.recipient(ctx, person)
	if err != nil || r == nil || d.mail == nil || r.ToldOn >= monday {
		return err
	}
	found, err := d.batch.of(d.clock.Now(), span{r.ToldOn, monday, r.TimeZone}, func(of span) (digest, error) { return d.gather(ctx, of) })
	if err != nil {
		return err
	}
	if len(found.groups) > 0 {
		if err := d.post(ctx, r, monday, found, job.ID); err != nil {
			return err
		}
	}
	return d.db.Write(ctx).Model(&subscription{PersonID: r.PersonID}).Where("told_on = ?", r.ToldOn).Update("told_on", monday).Error
}

func (d *Digests) post(ctx context.Context, r *recipient, monday string, found digest, job uuid.UUID) error {
	token, err := d.sign(ctx, r.PersonID)
	if err != nil {
		return err
	}
	at := addresses{d.origin, d.origin + UnsubscribePath + "?token=" + token}
	err = d.mail.Send(ctx, mail.Mail{To: r.Email, Subject: digestWords["subject"][r.Language], Text: found.text(r.Language, at), HTML: found.html(r.Language, at),
		ID: mailID(token, monday), Unsubscribe: at.unsubscribe})
	if errors.Is(err, mail.ErrRefused) {
		d.log.WarnContext(ctx, "a weekly mail was given up", "job", job, "error", err)
		return nil
	}
	return err
}

// mailID is the same whenever this mail is sent, and tells nothing.
func mailID(token, monday string) string {
	sum := sha256.Sum256([]byte(token + monday))
	return "lessons-" + hex.EncodeToString(sum[:12])
}
