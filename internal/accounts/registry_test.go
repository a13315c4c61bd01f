package accounts

import (
	"errors"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"ajar/internal/clock"
	"ajar/internal/database"
	"ajar/internal/fault"
)

const goodPassword = "correct horse battery"

// production is how passwords are hashed outside these tests.
var production = hashing

func TestMain(m *testing.M) {
	hashing = &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}
	os.Exit(m.Run())
}

// watch is a clock that a test sets.
type watch struct {
	mu  sync.Mutex
	now time.Time
}

func (w *watch) source() clock.Clock {
	return clock.Clock{Fixed: func() time.Time {
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.now
	}}
}

func (w *watch) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// registry is one that is set up, with its first administrator signed in.
type registry struct {
	*Store
	*watch
	admin Actor
}

func emptyRegistry(db *database.DB) registry {
	w := &watch{now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	return registry{Store: New(db, w.source()), watch: w}
}

func newRegistry(t *testing.T, db *database.DB) registry {
	t.Helper()
	r := emptyRegistry(db)
	_, err := r.Setup(t.Context(), setupInput("ada@example.org"))
	must(t, err)
	r.admin = r.signedIn(t, "ada@example.org")
	return r
}

func setupInput(email string) SetupInput {
	return SetupInput{Organisation: "Harbour Hotels", Name: "Ada", Email: email, Password: goodPassword}
}

// add makes a person with goodPassword.
func (r registry) add(t *testing.T, email string, roles ...Role) Person {
	t.Helper()
	p, invitation, err := r.CreatePerson(t.Context(), r.admin, PersonInput{Name: "Some One", Email: email, Password: goodPassword, Roles: roles})
	must(t, err)
	if invitation != nil || p.Invited {
		t.Fatal("a person with a password was invited")
	}
	return p
}

func (r registry) signIn(t *testing.T, email, password, address string) (string, error) {
	t.Helper()
	secret, _, err := r.SignIn(t.Context(), email, password, "Firefox on a till", address)
	if (err == nil) != (secret != "") {
		t.Fatalf("secret %q with error %v", secret, err)
	}
	return secret, err
}

func (r registry) secret(t *testing.T, email string) string {
	t.Helper()
	secret, err := r.signIn(t, email, goodPassword, "192.0.2.1")
	must(t, err)
	return secret
}

func (r registry) signedIn(t *testing.T, email string) Actor {
	t.Helper()
	actor, err := r.Authenticate(t.Context(), r.secret(t, email))
	must(t, err)
	return actor
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused checks that err is the fault of that kind and code.
func refused(t *testing.T, err error, kind fault.Kind, code string) {
	t.Helper()
	f, ok := errors.AsType[*fault.Error](err)
	if !ok || f.Kind != kind || f.Code != code {
		t.Fatalf("got %v, want %s %s", err, kind, code)
	}
}

// places are the locations and codes that err names.
func places(t *testing.T, err error) map[string]string {
	t.Helper()
	refused(t, err, fault.Invalid, "invalid-input")
	f, _ := errors.AsType[*fault.Error](err)
	found := map[string]string{}
	for _, field := range f.Fields {
		found[field.Location] = field.Code
	}
	return found
}

// together runs f n times at once and answers the errors in order.
func together(n int, f func(i int) error) []error {
	errs := make([]error, n)
	start := make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-start
			errs[i] = f(i)
		})
	}
	close(start)
	all.Wait()
	return errs
}

// won counts the nils, and fails on an error that is not of the kind.
func won(t *testing.T, errs []error, kind fault.Kind) (n int) {
	t.Helper()
	for _, err := range errs {
		switch {
		case err == nil:
			n++
		case !fault.Is(err, kind):
			t.Errorf("lost by %v, want %s", err, kind)
		}
	}
	return n
}

func ptr[T any](v T) *T { return &v }
