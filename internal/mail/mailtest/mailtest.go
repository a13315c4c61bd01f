// Package mailtest is an SMTP server for tests: a real one, that keeps what it takes.
package mailtest

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Server takes mails for everyone but those that Refuse answers for.
type Server struct {
	Port   int
	Refuse func(to string) error // nil takes all; may be set between mails
	Most   int                   // how many mails it takes in one conversation before it hangs up; 0: any number

	t    testing.TB
	mu   sync.Mutex
	got  []*mail.Message
	held map[*smtp.Conn]bool // conversations; each begins anew with STARTTLS
	user string              // who must sign in, with the same as the password; "": nobody
}

// Start starts a server on this machine until the test ends: with a certificate it
// offers STARTTLS, or speaks TLS from the first byte; with a user it asks for one.
func Start(t testing.TB, certificate *tls.Config, implicit bool, user string) *Server {
	t.Helper()
	s := &Server{t: t, user: user, held: map[*smtp.Conn]bool{}}
	server := smtp.NewServer(s)
	server.Domain, server.TLSConfig = "localhost", certificate
	server.AllowInsecureAuth = certificate == nil
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.Port = listener.Addr().(*net.TCPAddr).Port
	if implicit {
		listener = tls.NewListener(listener, certificate)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(listener) // ends with the test
	}()
	t.Cleanup(func() {
		_ = server.Close()
		<-ended
	})
	return s
}

// Taken are the mails that came since it was asked last.
func (s *Server) Taken() []*mail.Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	got := s.got
	s.got = nil
	return got
}

// Conversations is how many have been begun since it was asked last.
func (s *Server) Conversations() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	held := len(s.held)
	clear(s.held)
	return held
}

// NewSession begins a conversation.
func (s *Server) NewSession(conn *smtp.Conn) (smtp.Session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held[conn] = true
	return &session{server: s, conn: conn, in: s.user == ""}, nil
}

type session struct {
	server *Server
	conn   *smtp.Conn
	in     bool
	took   int
}

// AuthMechanisms are how one signs in.
func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

// Auth lets the one user in.
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if s.in = user == s.server.user && password == s.server.user; !s.in {
			return errors.New("who are you?")
		}
		return nil
	}), nil
}

// Mail begins a mail.
func (s *session) Mail(string, *smtp.MailOptions) error {
	switch {
	case !s.in:
		return smtp.ErrAuthRequired
	case s.server.Most > 0 && s.took >= s.server.Most:
		return s.conn.Close()
	}
	return nil
}

// Rcpt names whom it is to.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if s.server.Refuse != nil {
		return s.server.Refuse(to)
	}
	return nil
}

// Data takes a mail.
func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	message, err := mail.ReadMessage(strings.NewReader(string(raw)))
	if err != nil {
		return err
	}
	body, err := io.ReadAll(message.Body)
	if err != nil {
		return err
	}
	message.Body = strings.NewReader(string(body))
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.got = append(s.server.got, message)
	s.took++
	return nil
}

// Reset forgets a mail that was begun.
func (*session) Reset() {}

// Logout ends a conversation.
func (*session) Logout() error { return nil }
