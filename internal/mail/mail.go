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

// Sender sends. It is safe for concurrent use, and holds no connection between mails.
type Sender struct {
	from    *mail.Address
	host    string // of the sender's address, for the ids of mails
	server  string
	options []smtp.Option
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
	if _, err := smtp.NewClient(s.Host, options...); err != nil {
		return nil, err
	}
	return &Sender{from, host, s.Host, options}, nil
}

// Send hands a mail over, and answers once the server has taken it. ErrRefused means
// never to try again.
func (s *Sender) Send(ctx context.Context, m Mail) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	message, err := s.message(m)
	if err != nil {
		return ErrRefused // the address is none, which the error would show
	}
	client, err := smtp.NewClient(s.server, s.options...)
	if err != nil {
		return err
	}
	connection, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return fmt.Errorf("cannot reach the mail server: %w", err) // it has seen no mail yet
	}
	err = client.SendWithSMTPClient(connection, message)
	_ = client.CloseWithSMTPClient(connection)
	if message.IsDelivered() {
		return nil // whatever went wrong after it was taken
	}
	return withoutWords(err)
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
	case sent.Reason == smtp.ErrSMTPRcptTo && !sent.IsTemp():
		return fmt.Errorf("%w: code %d", ErrRefused, sent.ErrorCode())
	}
	return fmt.Errorf("the mail server did not take it: %s, code %d", sent.Reason, sent.ErrorCode())
}
