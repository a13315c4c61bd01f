// Package mail hands mails to an SMTP server, and knows nothing of what is in them.
//
// Its errors name the server and what it answered by number, never a person, an
// address or a word of a mail: they are kept with the job that sends, and logged.
package mail

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"time"

	smtp "github.com/wneessen/go-mail"
	protocol "github.com/wneessen/go-mail/smtp"
)

// Settings are how to reach the server and whom mails are from.
type Settings struct {
	Host           string
	Port           int
	TLS            string // "starttls", which must succeed; "tls" from the first byte; "none"
	User, Password string // none: the server asks for none
	From           string // "Ajar <ajar@example.org>"
}

// Mail is one mail to one person.
type Mail struct {
	To, Subject string
	Text, HTML  string // the same, twice
	ID          string // without a host: a mail that is sent twice has the same
	Unsubscribe string // the address that ends such mails with one POST (RFC 8058)
}

// ErrRefused is of a mail that the server will never take, such as one to an address
// that does not exist: trying again is of no use.
var ErrRefused = errors.New("the mail server refuses this mail for good")

// patience is how long the server may take for one mail.
const patience = 30 * time.Second

// lingering is how long a connection is kept for the next mail.
const lingering = 5 * time.Second

// Sender sends. It is safe for concurrent use: one mail goes after the other, over one
// connection as long as they follow each other within seconds.
type Sender struct {
	from   *mail.Address
	host   string // of the sender's address, for the ids of mails
	client *smtp.Client

	turn chan struct{}    // holds one: who sends, or ends the connection
	kept *protocol.Client // for the next mail, nil when there is none; read and set in turn
}

// New makes a sender; settings that cannot be are an error. It does not ask the server.
func New(s Settings) (*Sender, error) {
	from, err := mail.ParseAddress(s.From)
	if err != nil {
		return nil, err
	}
	options := []smtp.Option{smtp.WithPort(s.Port), smtp.WithTimeout(patience)}
	switch s.TLS {
	case "tls":
		options = append(options, smtp.WithSSL())
	case "none":
		options = append(options, smtp.WithTLSPolicy(smtp.NoTLS))
	default:
		options = append(options, smtp.WithTLSPolicy(smtp.TLSMandatory))
	}
	if s.User != "" {
		options = append(options, smtp.WithSMTPAuth(smtp.SMTPAuthAutoDiscover), smtp.WithUsername(s.User), smtp.WithPassword(s.Password))
	}
	_, host, _ := strings.Cut(from.Address, "@")
	client, err := smtp.NewClient(s.Host, options...)
	return &Sender{from: from, host: host, client: client, turn: make(chan struct{}, 1)}, err
}

// Send hands a mail over, and answers once the server has taken it, or ctx has ended while
// other mails were before it. ErrRefused means never to try again.
func (s *Sender) Send(ctx context.Context, m Mail) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	message, err := s.message(m)
	if err != nil {
		return ErrRefused // the address is none, which the error would show
	}
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return fmt.Errorf("other mails take too long: %w", ctx.Err())
	}
	if kept := s.kept; kept != nil {
		s.kept = nil
		if err := s.over(kept, message); !errors.Is(err, errNotBegun) {
			return err
		}
	}
	connection, err := s.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return fmt.Errorf("cannot reach the mail server: %w", err) // it has seen no mail yet
	}
	return s.over(connection, message)
}

// over hands a mail over on a connection, which is kept when it is good for another.
func (s *Sender) over(connection *protocol.Client, message *smtp.Msg) error {
	sent := s.client.SendWithSMTPClient(connection, message)
	err := withoutWords(sent)
	if sent == nil || errors.Is(err, ErrRefused) {
		s.keep(connection)
	} else {
		_ = s.client.CloseWithSMTPClient(connection)
	}
	if message.IsDelivered() {
		return nil // whatever went wrong after it was taken
	}
	return err
}

// keep keeps a connection until it is taken, or has waited for long enough.
func (s *Sender) keep(connection *protocol.Client) {
	s.kept = connection
	time.AfterFunc(lingering, func() {
		s.turn <- struct{}{}
		waits := s.kept == connection
		if waits {
			s.kept = nil
		}
		<-s.turn
		if waits {
			_ = s.client.CloseWithSMTPClient(connection)
		}
	})
}

func (s *Sender) message(m Mail) (*smtp.Msg, error) {
	message := smtp.NewMsg(smtp.WithNoDefaultUserAgent())
	if err := message.To(m.To); err != nil {
		return nil, err
	}
	message.FromMailAddress(s.from)
	message.Subject(m.Subject)
	message.SetDate()
	message.SetMessageIDWithValue(m.ID + "@" + s.host)
	message.SetGenHeader("Auto-Submitted", "auto-generated")
	message.SetGenHeader(smtp.HeaderListUnsubscribe, "<"+m.Unsubscribe+">")
	message.SetGenHeader(smtp.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	message.SetBodyString(smtp.TypeTextPlain, m.Text)
	message.AddAlternativeString(smtp.TypeTextHTML, m.HTML)
	return message, nil
}

// errNotBegun is of a mail of which the server has not taken the first word, as on a
// connection that it has closed meanwhile, or that has carried as many as it lets it.
var errNotBegun = errors.New("the mail server took no mail")

// withoutWords is what may be told of a failed sending: servers repeat addresses in
// their answers.
func withoutWords(err error) error {
	if err == nil {
		return nil
	}
	sent, ok := errors.AsType[*smtp.SendError](err)
	switch {
	case !ok:
		return errors.New("the mail server broke off")
	case sent.Reason == smtp.ErrConnCheck || sent.Reason == smtp.ErrSMTPMailFrom:
		return fmt.Errorf("%w: %s, code %d", errNotBegun, sent.Reason, sent.ErrorCode())
	case sent.Reason == smtp.ErrSMTPRcptTo && !sent.IsTemp():
		return fmt.Errorf("%w: code %d", ErrRefused, sent.ErrorCode())
	}
	return fmt.Errorf("the mail server did not take it: %s, code %d", sent.Reason, sent.ErrorCode())
}
