package mail_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"

	"ajar/internal/mail"
	"ajar/internal/mail/mailtest"
)

// certificate is of this machine; programs of this test trust it, as they would one of
// a company.
var certificate *tls.Config

func TestMain(m *testing.M) {
	code, err := trusting(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

func trusting(m *testing.M) (int, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return 1, err
	}
	of := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature}
	raw, err := x509.CreateCertificate(rand.Reader, of, of, &key.PublicKey, key)
	if err != nil {
		return 1, err
	}
	certificate = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}}
	folder, err := os.MkdirTemp("", "ajar-mail")
	if err != nil {
		return 1, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	file := filepath.Join(folder, "company.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw}), 0o600); err != nil {
		return 1, err
	}
	if err := os.Setenv("SSL_CERT_FILE", file); err != nil {
		return 1, err
	}
	return m.Run(), nil
}

var one = mail.Mail{To: "Ben.Brown@example.org", Subject: "Lekcje tygodnia", Text: "Zażółć gęślą jaźń", HTML: "<p>Zażółć</p>", ID: "digest-1",
	Unsubscribe: "https://ajar.example.org/unsubscribe?token=" + strings.Repeat("abc", 40)}

func sender(t *testing.T, s mail.Settings) *mail.Sender {
	t.Helper()
	s.Host, s.From = "127.0.0.1", "Ajar Zażółć <ajar@example.org>"
	made, err := mail.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// A mail arrives whole, however the server is reached.
func TestAMailArrives(t *testing.T) {
	for name, c := range map[string]struct {
		certificate *tls.Config
		mode, user  string
	}{
		"plain":                   {nil, "none", ""},
		"STARTTLS":                {certificate, "starttls", ""},
		"STARTTLS and a password": {certificate, "starttls", "ajar"},
		"TLS and a password":      {certificate, "tls", "ajar"},
	} {
		t.Run(name, func(t *testing.T) {
			server := mailtest.Start(t, c.certificate, c.mode == "tls", c.user)
			err := sender(t, mail.Settings{Port: server.Port, TLS: c.mode, User: c.user, Password: c.user}).Send(t.Context(), one)
			got := server.Taken()
			if err != nil || len(got) != 1 {
				t.Fatalf("%v; %d came", err, len(got))
			}
			head := got[0].Header
			if diff := cmp.Diff([]string{"<Ben.Brown@example.org>", "<" + one.Unsubscribe + ">", "List-Unsubscribe=One-Click", "<digest-1@example.org>", "Lekcje tygodnia", "auto-generated"},
				[]string{head.Get("To"), head.Get("List-Unsubscribe"), head.Get("List-Unsubscribe-Post"), head.Get("Message-ID"), head.Get("Subject"), head.Get("Auto-Submitted")}); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(map[string]string{"text/plain": one.Text, "text/html": one.HTML}, mailtest.Parts(t, got[0])); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What cannot be sent is an error that says why, and names nobody.
func TestAMailThatIsNotTaken(t *testing.T) {
	plain := mailtest.Start(t, nil, false, "")
	closed := mailtest.Start(t, certificate, false, "ajar")
	refusing := mailtest.Start(t, nil, false, "")
	refusing.Refuse = func(to string) error {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such mailbox: " + to}
	}
	busy := mailtest.Start(t, nil, false, "")
	busy.Refuse = func(to string) error {
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "later, " + to}
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		ctx     context.Context
		s       mail.Settings
		to      string
		forGood bool
	}{
		"no TLS where it must be":   {t.Context(), mail.Settings{Port: plain.Port, TLS: "starttls"}, "", false},
		"a wrong password":          {t.Context(), mail.Settings{Port: closed.Port, TLS: "starttls", User: "ajar", Password: "wrong"}, "", false},
		"no password":               {t.Context(), mail.Settings{Port: closed.Port, TLS: "starttls"}, "", false},
		"no server":                 {t.Context(), mail.Settings{Port: 1, TLS: "none"}, "", false},
		"an end":                    {gone, mail.Settings{Port: plain.Port, TLS: "none"}, "", false},
		"nobody there":              {t.Context(), mail.Settings{Port: refusing.Port, TLS: "none"}, "", true},
		"a busy server":             {t.Context(), mail.Settings{Port: busy.Port, TLS: "none"}, "", false},
		"an address that cannot be": {t.Context(), mail.Settings{Port: plain.Port, TLS: "none"}, "Ben Brown", true},
	} {
		t.Run(name, func(t *testing.T) {
			m := one
			if c.to != "" {
				m.To = c.to
			}
			err := sender(t, c.s).Send(c.ctx, m)
			if err == nil || errors.Is(err, mail.ErrRefused) != c.forGood {
				t.Fatalf("it says %v", err)
			}
			for _, hidden := range []string{"Ben", "example.org", "Zażółć", "wrong", "token"} {
				if strings.Contains(err.Error(), hidden) {
					t.Errorf("it tells %q: %v", hidden, err)
				}
			}
		})
	}
	if n := len(plain.Taken()) + len(closed.Taken()) + len(refusing.Taken()) + len(busy.Taken()); n > 0 {
		t.Errorf("%d were taken", n)
	}
}

// Mails that follow each other go over one connection. One that the server ended is made
// anew, and no mail is lost or comes twice by that.
func TestMailsShareAConnection(t *testing.T) {
	for name, c := range map[string]struct {
		certificate   *tls.Config
		mode          string
		most          int
		conversations int
	}{
		"all of them":                         {nil, "none", 0, 1},
		"all of them, closed to others":       {certificate, "starttls", 0, 1},
		"as many as the server takes at once": {nil, "none", 2, 3},
	} {
		t.Run(name, func(t *testing.T) {
			server := mailtest.Start(t, c.certificate, false, "")
			server.Most = c.most
			s := sender(t, mail.Settings{Port: server.Port, TLS: c.mode})
			ids := []string{}
			for i := range 5 {
				m := one
				m.ID = fmt.Sprint("digest-", i)
				if err := s.Send(t.Context(), m); err != nil {
					t.Fatal(err)
				}
			}
			for _, m := range server.Taken() {
				ids = append(ids, m.Header.Get("Message-ID"))
			}
			want := []string{"<digest-0@example.org>", "<digest-1@example.org>", "<digest-2@example.org>", "<digest-3@example.org>", "<digest-4@example.org>"}
			if diff := cmp.Diff(want, ids); diff != "" {
				t.Error(diff)
			}
			if n := server.Conversations(); n != c.conversations {
				t.Errorf("it took %d conversations", n)
			}
		})
	}
}

// One address that the server refuses ends no conversation.
func TestARefusalSharesTheConnection(t *testing.T) {
	server := mailtest.Start(t, nil, false, "")
	server.Refuse = func(to string) error {
		if strings.HasPrefix(to, "Gus") {
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such mailbox"}
		}
		return nil
	}
	s, gone := sender(t, mail.Settings{Port: server.Port, TLS: "none"}), one
	gone.To = "Gus.Gone@example.org"
	for _, c := range []struct {
		m    mail.Mail
		want error
	}{{one, nil}, {gone, mail.ErrRefused}, {one, nil}} {
		if err := s.Send(t.Context(), c.m); !errors.Is(err, c.want) {
			t.Errorf("to %s: %v", c.m.To, err)
		}
	}
	if mails, talks := len(server.Taken()), server.Conversations(); mails != 2 || talks != 1 {
		t.Errorf("%d mails in %d conversations", mails, talks)
	}
}

// Who no longer wants to send waits for no other mail.
func TestAMailThatWaitsForAnotherCanBeGivenUp(t *testing.T) {
	server := mailtest.Start(t, nil, false, "")
	begun, goOn := make(chan struct{}), make(chan struct{})
	server.Refuse = func(string) error {
		close(begun)
		<-goOn
		return nil
	}
	s, sent := sender(t, mail.Settings{Port: server.Port, TLS: "none"}), make(chan error)
	go func() { sent <- s.Send(t.Context(), one) }()
	<-begun
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	given := s.Send(gone, one)
	close(goOn)
	if err := <-sent; err != nil || !errors.Is(given, context.Canceled) {
		t.Errorf("the first: %v; the one that was given up: %v", err, given)
	}
	if n := len(server.Taken()); n != 1 {
		t.Errorf("%d were taken", n)
	}
}

func TestSettingsThatCannotBe(t *testing.T) {
	for _, s := range []mail.Settings{{Host: "mail", Port: 25, From: "nobody"}, {Host: "", Port: 25, From: "a@example.org"}, {Host: "mail", Port: 70000, From: "a@example.org"}} {
		if _, err := mail.New(s); err == nil {
			t.Errorf("%+v is taken", s)
		}
	}
}
