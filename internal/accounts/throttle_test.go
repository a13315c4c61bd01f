package accounts

import (
	"fmt"
	"testing"
	"time"

	"ajar/internal/database"
	"ajar/internal/database/databasetest"
	"ajar/internal/fault"
)

func TestDelayDoublesUpToTheMost(t *testing.T) {
	pair := try{"ada@example.org", "192.0.2.1"}.pair()
	for failures, want := range map[int]time.Duration{
		0: 0, 4: 0, 5: time.Second, 6: 2 * time.Second, 10: 32 * time.Second, 11: time.Minute, 1_000_000: time.Minute,
	} {
		if got := pair.delay(failures); got != want {
			t.Errorf("after %d failures %s, want %s", failures, got, want)
		}
	}
}

func TestPlace(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.7":               "192.0.2.7",
		"::ffff:192.0.2.7":        "192.0.2.7",
		"2001:db8:1:2:3:4:5:6":    "2001:db8:1:2::/64",
		"fe80::1%eth0":            "fe80::/64",
		"":                        "",
		"not an address at all\n": "not an address at all\n",
	} {
		if got := place(address); got != want {
			t.Errorf("place(%q) = %q, want %q", address, got, want)
		}
	}
}

// fail makes n wrong tries, waiting out every delay that it is told.
func (r registry) fail(t *testing.T, n int, email, address string) {
	t.Helper()
	for range n {
		_, err := r.signIn(t, email, "wrong password", address)
		if f := throttled(err); f != nil {
			r.pass(f.After)
			_, err = r.signIn(t, email, "wrong password", address)
		}
		refused(t, err, fault.Unauthenticated, "wrong-credentials")
	}
}

func throttled(err error) *fault.Error {
	if f, ok := err.(*fault.Error); ok && f.Kind == fault.Throttled {
		return f
	}
	return nil
}

func TestThrottleOfOneGuesser(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		const guesser = "198.51.100.9"
		r.fail(t, 5, "ada@example.org", guesser)
		for _, password := range []string{"wrong password", goodPassword} {
			_, err := r.signIn(t, "ada@example.org", password, guesser)
			refused(t, err, fault.Throttled, "too-many-tries")
			if f := throttled(err); f.After != time.Second {
				t.Errorf("after five failures wait %s", f.After)
			}
		}
		if _, err := r.signIn(t, " ADA@example.org ", goodPassword, "192.0.2.1"); err != nil {
			t.Errorf("the owner elsewhere: %v", err)
		}
		r.pass(time.Second)
		r.fail(t, 1, "ada@example.org", guesser)
		r.pass(2 * time.Second)
		if _, err := r.signIn(t, "ada@example.org", goodPassword, guesser); err != nil {
			t.Errorf("after the wait: %v", err)
		}
		r.fail(t, 4, "ada@example.org", guesser)
		if _, err := r.signIn(t, "ada@example.org", goodPassword, guesser); err != nil {
			t.Errorf("success did not forget the failures: %v", err)
		}
	})
}

func TestThrottleForgetsAfterAnHour(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		r.fail(t, 8, "ada@example.org", "198.51.100.9")
		r.pass(forgetAfter + time.Minute)
		r.fail(t, 4, "ada@example.org", "198.51.100.9")
		if _, err := r.signIn(t, "ada@example.org", goodPassword, "198.51.100.9"); err != nil {
			t.Error(err)
		}
	})
}

func TestThrottleCountsParallelTries(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		errs := together(12, func(int) error {
			_, err := r.signIn(t, "ada@example.org", "wrong password", "198.51.100.9")
			return err
		})
		counted := 0
		for _, err := range errs {
			if fault.Is(err, fault.Unauthenticated) {
				counted++
			}
		}
		if counted != 5 {
			t.Errorf("%d of 12 parallel tries were made, want 5", counted)
		}
	})
}

// A hundred guessers slow down who comes from somewhere new, by seconds, and
// the owner in the usual place not at all.
func TestThrottleNeverLocksTheOwnerOut(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		failAtOnce(t, r, "ada@example.org", func(i int) string { return fmt.Sprintf("198.51.100.%d", i) })
		_, err := r.signIn(t, "ada@example.org", goodPassword, "203.0.113.1")
		if f := throttled(err); f == nil || f.After > 5*time.Second {
			t.Errorf("from somewhere new: %v", err)
		}
		if _, err := r.signIn(t, "ada@example.org", goodPassword, "192.0.2.1"); err != nil {
			t.Errorf("from the usual place: %v", err)
		}
		r.pass(5 * time.Second)
		if _, err := r.signIn(t, "ada@example.org", goodPassword, "203.0.113.1"); err != nil {
			t.Errorf("after the wait: %v", err)
		}
	})
}

func TestThrottleOfOneAddress(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		r.add(t, "bo@example.org")
		for i := range 100 {
			must(t, r.count(t.Context(), try{fmt.Sprintf("nobody%d@example.org", i), "192.0.2.1"}.wide()))
		}
		_, err := r.signIn(t, "bo@example.org", goodPassword, "192.0.2.1")
		refused(t, err, fault.Throttled, "too-many-tries")
		if _, err := r.signIn(t, "ada@example.org", goodPassword, "192.0.2.1"); err != nil {
			t.Errorf("who has signed in from there: %v", err)
		}
	})
}

// failAtOnce counts a hundred failures of the account, from different places.
func failAtOnce(t *testing.T, r registry, email string, address func(i int) string) {
	t.Helper()
	for i := range 100 {
		tried := try{email, place(address(i))}
		must(t, r.count(t.Context(), append(tried.wide(), tried.pair())))
	}
}

func TestSweep(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		r := newRegistry(t, db)
		_, _, err := r.CreatePerson(t.Context(), r.admin, PersonInput{Name: "Bo", Email: "bo@example.org"})
		must(t, err)
		r.fail(t, 1, "ada@example.org", "198.51.100.9")
		must(t, r.Sweep(t.Context()))
		before := r.kept(t)
		r.pass(knownFor + 2*forgetAfter)
		must(t, r.Sweep(t.Context()))
		if after := r.kept(t); before != [3]int64{1, 1, 5} || after != [3]int64{} {
			t.Errorf("sessions, invitations and brakes: %v, then %v", before, after)
		}
	})
}

func (r registry) kept(t *testing.T) (n [3]int64) {
	t.Helper()
	for i, row := range []any{&sessionRow{}, &invitationRow{}, &brakeRow{}} {
		must(t, r.db.Read(t.Context()).Model(row).Count(&n[i]).Error)
	}
	return n
}
