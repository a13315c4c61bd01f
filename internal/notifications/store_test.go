package notifications_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"ajar/internal/accounts"
	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/fault"
	"ajar/internal/notifications"
)

var at = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func people(t *testing.T, db *database.DB) (rosa, leo uuid.UUID) {
	t.Helper()
	staff := accounts.New(db, clock.Clock{})
	for name, id := range map[string]*uuid.UUID{"Rosa": &rosa, "Leo": &leo} {
		p, _, err := staff.CreatePerson(t.Context(), accounts.System(), accounts.PersonInput{Name: name, Email: name + "@example.org"})
		if err != nil {
			t.Fatal(err)
		}
		*id = p.ID
	}
	return rosa, leo
}

func send(t *testing.T, db *database.DB, to uuid.UUID, n int) {
	t.Helper()
	for i := range n {
		one := notifications.Notification{PersonID: to, Code: notifications.ReviewLate, Params: map[string]string{"days": fmt.Sprint(i)}, Link: "/reviews", CreatedAt: at}
		if err := notifications.Send(t.Context(), db, one); err != nil {
			t.Fatal(err)
		}
	}
}

// Newest first, page after page, each person's own alone.
func TestPages(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		rosa, leo := people(t, db)
		store := notifications.New(db, clock.Clock{})
		send(t, db, rosa, 5)
		send(t, db, leo, 1)
		if err := notifications.Send(t.Context(), db); err != nil {
			t.Error(err)
		}
		seen := []string{}
		for before, more := uuid.Nil, true; more; {
			var page []notifications.Notification
			var err error
			page, more, err = store.Of(t.Context(), rosa, notifications.Inbox{Before: before, Limit: 2})
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range page {
				seen = append(seen, n.Params["days"])
				before = n.ID
			}
			send(t, db, rosa, 1) // what comes meanwhile disturbs no page
		}
		if diff := cmp.Diff([]string{"4", "3", "2", "1", "0"}, seen); diff != "" {
			t.Error(diff)
		}
	})
}

func TestReading(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		rosa, leo := people(t, db)
		now := at
		store := notifications.New(db, clock.Clock{Fixed: func() time.Time { return now }})
		send(t, db, rosa, 4)
		all, _, err := store.Of(t.Context(), rosa, notifications.Inbox{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		unread := func(want int64) {
			t.Helper()
			if n, err := store.Unread(t.Context(), rosa); err != nil || n != want {
				t.Errorf("%d unread, %v; want %d", n, err, want)
			}
		}
		unread(4)
		if err := store.Read(t.Context(), leo, all[0].ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("Leo reads Rosa's: %v", err)
		}
		for range 2 {
			if err := store.Read(t.Context(), rosa, all[1].ID); err != nil {
				t.Error(err)
			}
			now = now.Add(time.Hour)
		}
		unread(3)
		if err := errors.Join(store.ReadAll(t.Context(), leo, nil), store.ReadAll(t.Context(), rosa, &all[2].ID)); err != nil {
			t.Error(err)
		}
		unread(1)
		left, _, err := store.Of(t.Context(), rosa, notifications.Inbox{Unread: true, Limit: 10})
		if err != nil || len(left) != 1 || left[0].ID != all[0].ID {
			t.Errorf("left unread: %v, %v", left, err)
		}
		if err := store.ReadAll(t.Context(), rosa, nil); err != nil {
			t.Error(err)
		}
		unread(0)
		again, _, err := store.Of(t.Context(), rosa, notifications.Inbox{Limit: 10})
		if err != nil || !again[1].ReadAt.Equal(at) || again[2].ReadAt.Equal(at) {
			t.Errorf("read at %v and %v, %v", again[1].ReadAt, again[2].ReadAt, err)
		}
		send(t, db, rosa, notifications.ManyUnread+5)
		unread(notifications.ManyUnread)
	})
}

// What is told lives with the change that it tells of.
func TestANotificationLivesWithItsChange(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		rosa, leo := people(t, db)
		undone := errors.New("undone")
		err := db.InTx(t.Context(), func(ctx context.Context) error {
			if err := notifications.Send(ctx, db, notifications.Notification{PersonID: rosa, ActorID: &leo, Code: notifications.ReviewAsked}); err != nil {
				return err
			}
			page, _, err := notifications.New(db, clock.Clock{}).Of(ctx, rosa, notifications.Inbox{Limit: 10})
			if err != nil || len(page) != 1 || page[0].By != "Leo" || page[0].CreatedAt.IsZero() {
				t.Errorf("inside: %+v, %v", page, err)
			}
			return undone
		})
		if !errors.Is(err, undone) {
			t.Fatal(err)
		}
		if page, _, err := notifications.New(db, clock.Clock{}).Of(t.Context(), rosa, notifications.Inbox{Limit: 10}); err != nil || len(page) != 0 {
			t.Errorf("left %+v, %v", page, err)
		}
	})
}
