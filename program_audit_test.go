package main

import (
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"time"

	"ajar/internal/audit"
	"ajar/internal/clock"
	"ajar/internal/database"
)

// verified asks the program until everything is chained, and answers the head.
func verified(t *testing.T, url string) (head string) {
	t.Helper()
	const looks = 1000 // each starts the program and opens its database
	out, code := "", 0
	for range looks {
		out, code = says(t, []string{"AJAR_DATABASE_URL=" + url}, "audit", "verify")
		if code != 0 {
			t.Fatalf("exit %d: %s", code, out)
		}
		if !strings.Contains(out, "not chained yet") {
			return out[strings.LastIndex(out, " ")+1 : len(out)-1]
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("the server does not chain: %s", out)
	return ""
}

// The server chains what happens, is killed while it does, and the program finds
// from outside that the log is whole, and then that it is not.
func TestTheLogIsVerifiedBesideARunningServer(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, url string) {
		settings := []string{"AJAR_DATABASE_URL=" + url}
		s := start(t, url)
		token, team := s.setUp(t)
		noted := verified(t, url)
		kept := &acknowledged{ids: map[string]string{}}
		go kept.write(s, token, team, 1, 1)
		for kept.count() < 50 {
			time.Sleep(time.Millisecond)
		}
		s.kill(t)
		s = start(t, url)
		head := verified(t, url)
		if out, code := says(t, settings, "audit", "head"); code != 0 || out != head+"\n" {
			t.Errorf("exit %d: the head is %s and not %s", code, out, head)
		}
		if out, code := says(t, settings, "audit", "verify", "--head", noted, "--head", head); code != 0 {
			t.Errorf("exit %d: %s", code, out)
		}
		if out, code := says(t, settings, "audit", "verify", "--head", "1"+noted[1:len(noted)-1]+"x"); code == 0 || !strings.Contains(out, "POSITION:HASH") {
			t.Errorf("exit %d: %s", code, out)
		}
		falsified := "1:" + strings.Repeat("0", 64)
		if out, code := says(t, settings, "audit", "verify", "--head", falsified); code != 1 || !strings.Contains(out, "replaced") {
			t.Errorf("exit %d: %s", code, out)
		}
		s.kill(t)
		falsify(t, url)
		if out, code := says(t, settings, "audit", "verify"); code != 1 || !strings.Contains(out, "inserted") || !strings.Contains(out, "whole up to 0:") {
			t.Errorf("exit %d: %s", code, out)
		}
		if out, code := says(t, settings, "audit", "verify", "--after", "1"); code != 0 {
			t.Errorf("behind the break: exit %d: %s", code, out)
		}
	})
}

// falsify puts an event before all others, which no guard of the tables hinders.
func falsify(t *testing.T, url string) {
	t.Helper()
	beside(t, url, func(db *database.DB) error {
		return db.Write(t.Context()).Table("events").Create(map[string]any{"seq": -1, "id": clock.NewID(), "at": time.Now(), "kind": "policy.saved", "subject": "policy:1", "data": "{}"}).Error
	})
}

func beside(t *testing.T, url string, do func(db *database.DB) error) {
	t.Helper()
	db, err := database.Open(t.Context(), url, database.Options{Log: slog.New(slog.DiscardHandler)})
	if err == nil {
		err = do(db)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// told is what events may hold: ids, states, days, names of fields, gates and roles.
// What somebody wrote has a blank in it, or an upper case, or a letter that is not English.
var toldWord = regexp.MustCompile(`^[a-z0-9_.:-]*$`)

// The example does most of what can be done, and no event of it holds what somebody wrote.
func TestTheLogHoldsNoWords(t *testing.T) {
	t.Parallel()
	url := newSQLite(t)
	if out, code := says(t, []string{"AJAR_DATABASE_URL=" + url}, "demo"); code != 0 {
		t.Fatalf("exit %d: %s", code, out)
	}
	r, err := open(t.Context(), url, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.db.Close() }()
	if err := r.chainer.Chain(t.Context()); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	for before := int64(0); ; {
		found, more, err := audit.List(t.Context(), r.db, audit.Filter{Before: before, Limit: 200})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range found {
			kinds[e.Kind] = true
			for _, word := range wordsIn(e.Data) {
				if !toldWord.MatchString(word) {
					t.Errorf("%s holds %q", e.Kind, word)
				}
			}
			before = e.Seq
		}
		if !more {
			break
		}
	}
	if report, err := verifyAll(t.Context(), r, 0); err != nil || !report.Whole || report.Checked < 300 || len(kinds) < 25 {
		t.Errorf("%d kinds; %+v, %v", len(kinds), report, err)
	}
}

// wordsIn are all texts of a JSON document.
func wordsIn(document any) (words []string) {
	switch v := document.(type) {
	case string:
		return []string{v}
	case []any:
		for _, one := range v {
			words = append(words, wordsIn(one)...)
		}
	case map[string]any:
		for name, one := range v {
			words = append(append(words, name), wordsIn(one)...)
		}
	}
	return words
}
