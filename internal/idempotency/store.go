// Package idempotency remembers what a repeated request was answered.
package idempotency

import (
	"bytes"
	"context"
	"net/http"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/fault"
)

// lifetime is how long an answer is remembered.
const lifetime = 24 * time.Hour

// Claim is one key of one person for one address; BodyHash is of the request.
type Claim struct {
	PersonID uuid.UUID
	Method   string
	Path     string
	Key      string
	BodyHash []byte
}

// Answer is what the first request was answered.
type Answer struct {
	Status int
	Header http.Header `gorm:"serializer:json"`
	Body   []byte
}

type row struct {
	Claim     `gorm:"embedded"`
	Answer    `gorm:"embedded"`
	CreatedAt time.Time
}

// TableName is where GORM keeps the keys.
func (row) TableName() string { return "idempotency_keys" }

// Store keeps claims and answers.
type Store struct {
	db    *database.DB
	clock clock.Clock
}

// New makes the store.
func New(db *database.DB, clock clock.Clock) *Store { return &Store{db, clock} }

// Claim takes the key inside the caller's transaction, and answers nil when it is
// the first. A repeat waits for the first to commit and answers what that was
// answered; the same key with another body is refused.
func (s *Store) Claim(ctx context.Context, c Claim) (*Answer, error) {
	now := s.clock.Now()
	tx := s.db.Write(ctx)
	if err := tx.Where("created_at < ?", now.Add(-lifetime)).Where(s.same(c)).Delete(&row{}).Error; err != nil {
		return nil, err
	}
	claimed := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row{Claim: c, Answer: Answer{Header: http.Header{}, Body: []byte{}}, CreatedAt: now})
	if claimed.Error != nil || claimed.RowsAffected == 1 {
		return nil, claimed.Error
	}
	var first row
	if err := tx.Where(s.same(c)).Take(&first).Error; err != nil {
		return nil, err
	}
	if !bytes.Equal(first.BodyHash, c.BodyHash) {
		return nil, fault.Bad(fault.Field{Location: "header.Idempotency-Key", Code: "reused",
			Message: "This key was used for another request. Choose a new key."})
	}
	return &first.Answer, nil
}

func (s *Store) same(c Claim) map[string]any {
	return map[string]any{"person_id": c.PersonID, "method": c.Method, "path": c.Path, "key": c.Key}
}

// Keep remembers the answer inside the caller's transaction; one without a body too.
func (s *Store) Keep(ctx context.Context, c Claim, a Answer) error {
	if a.Body == nil {
		a.Body = []byte{}
	}
	return s.db.Write(ctx).Model(&row{}).Where(s.same(c)).Select("status", "header", "body").Updates(&row{Answer: a}).Error
}

// Forget removes what is older than a day; it may run at any time.
func (s *Store) Forget(ctx context.Context) error {
	return s.db.Write(ctx).Where("created_at < ?", s.clock.Now().Add(-lifetime)).Delete(&row{}).Error
}
