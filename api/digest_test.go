package api_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	sending "ajar/internal/mail"
	"ajar/internal/mail/mailtest"
)

// mails sets mail up: a server that takes all.
func (v *town) mails(t *testing.T) *mailtest.Server {
	t.Helper()
	server := mailtest.Start(t, nil, false, "")
	v.mailsBy(t, server)
	return server
}

func (h *house) mailsBy(t *testing.T, server *mailtest.Server) {
	t.Helper()
	sender, err := sending.New(sending.Settings{Host: "127.0.0.1", Port: server.Port, TLS: "none", From: "Ajar <ajar@example.org>"})
	if err != nil {
		t.Fatal(err)
	}
	h.digests.By(sender, h.address)
}

// until lets time pass until a moment of the organisation's zone, which is Madrid's, and
// what is due be done.
func (v *town) until(t *testing.T, moment string) {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", moment, zone)
	if err != nil {
		t.Fatal(err)
	}
	v.watch.pass(at.Sub(v.watch.now()))
	v.work(t)
}

// wants asks for the weekly mail.
func (g guest) wants(t *testing.T, language string) {
	t.Helper()
	g.put(t, "/digest", object{"wanted": true, "language": language}).want(200)
}

func to(mails []*mail.Message) []string {
	names := []string{}
	for _, m := range mails {
		names = append(names, m.Header.Get("To"))
	}
	slices.Sort(names)
	return names
}

// The week begins on a Sunday, the 22nd of November 2026.
func TestTheWeeklyMail(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		server := v.mails(t)
		if r := v.cora.get(t, "/digest").want(200); r.at("available") != true || r.at("wanted") != false || r.text("language") != "en" {
			t.Errorf("before anybody asked: %s", r.raw)
		}
		v.cora.wants(t, "en")
		v.pia.wants(t, "es")
		v.pia.wants(t, "pl") // another language, and no second mail
		story := v.publish(t, object{"language": "es"}, object{"headline": "Cuando <b>hay</b> té"}).text("id")
		v.until(t, "2026-11-23 06:59")
		if got := to(server.Taken()); len(got) > 0 {
			t.Errorf("too early to %q", got)
		}
		v.until(t, "2026-11-23 07:00")
		got := server.Taken()
		if diff := cmp.Diff([]string{"<cora.caller@example.org>", "<pia.proposer@example.org>"}, to(got)); diff != "" {
			t.Fatal(diff)
		}
		for _, m := range got {
			parts := mailtest.Parts(t, m)
			polish := strings.Contains(m.Header.Get("To"), "pia")
			if (m.Header.Get("Subject") == "Lekcje tygodnia") != polish || strings.Contains(parts["text/plain"], "listopad 2026") != polish || strings.Contains(parts["text/plain"], "November 2026") == polish {
				t.Errorf("it says %s\n%s", m.Header.Get("Subject"), parts["text/plain"])
			}
			for media, text := range parts {
				if !strings.Contains(text, v.address+"/lessons/"+story) || !strings.Contains(text, "Guests") {
					t.Errorf("as %s it says %s", media, text)
				}
				for _, hidden := range []string{"Front desk", "Pia", "Paul", "<b>hay", "2026-11", aDay.FindString(anyID.ReplaceAllString(text, ""))} {
					if hidden != "" && strings.Contains(text, hidden) && (media != "text/plain" || hidden != "<b>hay") {
						t.Errorf("as %s it tells %q: %s", media, hidden, text)
					}
				}
			}
		}
		v.until(t, "2026-11-30 07:00")
		if got := to(server.Taken()); len(got) > 0 {
			t.Errorf("of a week without anything to %q", got)
		}
	})
}

// All mails of a Monday are found and handed over as one.
func TestManyMailsAreOneBatch(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		server := v.mails(t)
		want := []string{}
		for i, language := range []string{"en", "es", "pl", "en", "es"} {
			v.person(t, fmt.Sprint("Reader ", i)).wants(t, language)
			want = append(want, fmt.Sprintf("<reader.%d@example.org>", i))
		}
		v.publish(t, nil, nil)
		v.until(t, "2026-11-23 07:00")
		got := server.Taken()
		if diff := cmp.Diff(want, to(got)); diff != "" {
			t.Error(diff)
		}
		links := map[string]bool{}
		for _, m := range got {
			links[m.Header.Get("List-Unsubscribe")] = true
		}
		if talks := server.Conversations(); talks != 1 || len(links) != len(want) {
			t.Errorf("%d conversations, %d links that end the mails", talks, len(links))
		}
	})
}

// A server that was off for weeks sends one mail of all of them, and nothing twice.
func TestAMailAfterADowntime(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		server := v.mails(t)
		v.cora.wants(t, "en")
		ids := []string{v.publish(t, nil, nil).text("id")}
		v.watch.pass(10 * 24 * time.Hour)
		ids = append(ids, v.publish(t, nil, nil).text("id"))
		v.until(t, "2026-12-09 12:00")
		got := server.Taken()
		if len(got) != 1 {
			t.Fatalf("%d came", len(got))
		}
		text := mailtest.Parts(t, got[0])["text/plain"]
		for _, id := range ids {
			if strings.Count(text, id) != 1 {
				t.Errorf("it says %s", text)
			}
		}
		v.publish(t, nil, nil)
		v.until(t, "2026-12-14 07:00")
		got = server.Taken()
		if len(got) != 1 || strings.Contains(mailtest.Parts(t, got[0])["text/plain"], ids[1]) {
			t.Errorf("the next are %d", len(got))
		}
	})
}

// A mail that cannot be sent is tried again for hours, then given up; the next week tells
// of both.
func TestAMailServerThatIsAway(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		server := v.mails(t)
		v.cora.wants(t, "en")
		id := v.publish(t, nil, nil).text("id")
		server.Refuse = func(string) error { return errors.New("away") }
		v.until(t, "2026-11-23 07:00")
		for range 30 {
			v.watch.pass(time.Hour)
			v.work(t)
		}
		var kept []string
		if err := v.db.Read(t.Context()).Raw("SELECT error FROM jobs WHERE kind = 'digest.mail' AND dead_at IS NOT NULL").Scan(&kept).Error; err != nil || len(kept) != 1 || strings.Contains(kept[0], "cora") {
			t.Errorf("%v; given up with %q", err, kept)
		}
		server.Refuse = nil
		v.until(t, "2026-11-30 07:00")
		if got := server.Taken(); len(got) != 1 || !strings.Contains(mailtest.Parts(t, got[0])["text/plain"], id) {
			t.Errorf("%d came", len(got))
		}
	})
}

// Who asks again for mails whose job was given up gets them again.
func TestAskingAgainForMailsThatWereGivenUp(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		server := v.mails(t)
		v.cora.wants(t, "en")
		v.publish(t, nil, nil)
		if err := v.db.Write(t.Context()).Exec("UPDATE jobs SET dead_at = run_at WHERE kind = 'digest.due'").Error; err != nil {
			t.Fatal(err)
		}
		v.until(t, "2026-11-23 07:00")
		if n := len(server.Taken()); n > 0 {
			t.Fatalf("%d came", n)
		}
		v.cora.wants(t, "en")
		v.until(t, "2026-11-30 07:00")
		if n := len(server.Taken()); n != 1 {
			t.Errorf("%d came", n)
		}
	})
}

var unsubscribe = regexp.MustCompile(`^<(\S+/unsubscribe\?token=\S+)>$`)

// One POST ends the mails, without signing in; looking at the address does not.
func TestUnsubscribing(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		server := v.mails(t)
		v.cora.wants(t, "en")
		v.pia.wants(t, "en")
		v.publish(t, nil, nil)
		v.until(t, "2026-11-23 07:00")
		for _, m := range server.Taken() {
			if !strings.Contains(m.Header.Get("To"), "cora") {
				continue
			}
			found := unsubscribe.FindStringSubmatch(m.Header.Get("List-Unsubscribe"))
			if found == nil || m.Header.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" {
				t.Fatalf("its headers are %v", m.Header)
			}
			post := func(address string) int {
				t.Helper()
				r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader("List-Unsubscribe=One-Click"))
				if err != nil {
					t.Fatal(err)
				}
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				return v.guest().send(t, r).status
			}
			v.guest().fetch(t, found[1]).want(200) // a program that checks mails
			if r := v.cora.get(t, "/digest").want(200); r.at("wanted") != true {
				t.Error("a look ended the mails")
			}
			for _, forged := range []string{found[1] + "A", found[1][:len(found[1])-2] + "AA", v.address + "/unsubscribe", v.address + "/unsubscribe?token="} {
				if status := post(forged); status != http.StatusNotFound {
					t.Errorf("%s answers %d", forged, status)
				}
			}
			for range 2 {
				if status := post(found[1]); status != http.StatusNoContent {
					t.Errorf("it answers %d", status)
				}
			}
		}
		if v.cora.get(t, "/digest").at("wanted") != false || v.pia.get(t, "/digest").at("wanted") != true {
			t.Error("it ended the wrong mails")
		}
		v.publish(t, nil, nil)
		v.until(t, "2026-11-30 07:00")
		if diff := cmp.Diff([]string{"<pia.proposer@example.org>"}, to(server.Taken())); diff != "" {
			t.Error(diff)
		}
	})
}

// Who is inactive gets none; who is back asks again. Without a mail server nobody can ask.
func TestWhoGetsNoMail(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		v.cora.put(t, "/digest", object{"wanted": true, "language": "en"}).refused(409, "no-mail")
		if r := v.cora.get(t, "/digest").want(200); r.at("available") != false {
			t.Errorf("it says %s", r.raw)
		}
		server := v.mails(t)
		gone := v.person(t, "Gus Gone")
		gone.wants(t, "en")
		v.cora.wants(t, "en")
		v.cora.put(t, "/digest", object{"wanted": false, "language": "en"}).want(200)
		v.cora.put(t, "/digest", object{"wanted": true, "language": "xx"}).want(422)
		v.admin.patch(t, "/people/"+gone.id, object{"active": false}).want(200)
		v.publish(t, nil, nil)
		v.until(t, "2026-11-23 07:00")
		if got := to(server.Taken()); len(got) > 0 {
			t.Errorf("mails to %q", got)
		}
	})
}

// A mail says what was found otherwise, and, once a month, what earlier years taught.
func TestWhatElseAMailTells(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		server := v.mails(t)
		old := v.publish(t, nil, object{"headline": "When tea is hot"})
		v.watch.pass(365 * 24 * time.Hour)
		v.cora.wants(t, "en")
		v.publish(t, nil, object{"headline": "When tea is cold", "contradicting": []string{v.experimentOf(t, old.text("id"))}})
		v.work(t)
		v.until(t, "2027-11-29 07:00")
		got := server.Taken()
		if len(got) != 1 {
			t.Fatalf("%d came", len(got))
		}
		text := mailtest.Parts(t, got[0])["text/plain"]
		if !strings.Contains(text, "Somebody found otherwise") || strings.Contains(text, "earlier years") || strings.Count(text, "When tea is hot") != 1 {
			t.Errorf("it says %s", text)
		}
		v.until(t, "2028-11-06 07:00")
		v.publish(t, nil, nil)
		_ = server.Taken()
		v.until(t, "2028-11-13 07:00")
		got = server.Taken()
		if len(got) != 1 || strings.Contains(mailtest.Parts(t, got[0])["text/plain"], "earlier years") {
			t.Errorf("in the middle of a month %d came", len(got))
		}
		v.until(t, "2029-11-05 07:00")
		got = server.Taken()
		if len(got) != 1 {
			t.Fatalf("of earlier years %d came", len(got))
		}
		if text := mailtest.Parts(t, got[0])["text/plain"]; !strings.Contains(text, "From this month in earlier years") || strings.Contains(text, "New lessons") {
			t.Errorf("it says %s", text)
		}
	})
}

// Two servers of one registry send one mail.
func TestTwoServersSendOneMail(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		server := v.mails(t)
		v.cora.wants(t, "en")
		v.publish(t, nil, nil)
		other := furnish(t, v.db, v.watch)
		other.mailsBy(t, server)
		v.watch.pass(48 * time.Hour)
		done := make(chan error)
		for _, h := range []*house{v.house, other} {
			go func() { done <- h.jobs.RunDue(t.Context()) }()
		}
		if err := errors.Join(<-done, <-done); err != nil {
			t.Fatal(err)
		}
		v.work(t)
		if n := len(server.Taken()); n != 1 {
			t.Errorf("%d came", n)
		}
	})
}

// Lessons of this month in earlier years, the latest year first, one of each.
func TestAnniversaries(t *testing.T) {
	inTown(t, func(t *testing.T, v *town) {
		list := func() reply { return v.cora.get(t, "/lessons/anniversaries").want(200) }
		v.publish(t, nil, nil)
		v.publish(t, nil, nil)
		if r := list(); len(r.list("items")) > 0 {
			t.Errorf("of this year: %s", r.raw)
		}
		v.watch.pass(365 * 24 * time.Hour)
		v.publish(t, nil, object{"headline": "A year later"})
		v.watch.pass(366 * 24 * time.Hour)
		r := list()
		if len(r.list("items")) != 2 || r.at("items.0.years") != 1.0 || r.text("items.0.lesson.headline") != "A year later" || r.at("items.1.years") != 2.0 || r.text("items.1.lesson.month") != "2026-11" {
			t.Errorf("two years later: %s", r.raw)
		}
		v.watch.pass(10 * 24 * time.Hour)
		if r := list(); len(r.list("items")) > 0 {
			t.Errorf("in another month: %s", r.raw)
		}
	})
}
