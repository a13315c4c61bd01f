// Package config declares the program's settings once: name, meaning, default
// and what each takes. Every setting is an environment variable and a flag.
package config

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Database is where the registry is kept: all that most commands need.
type Database struct {
	DatabaseURL string `name:"database-url" env:"AJAR_DATABASE_URL" default:"sqlite://data/ajar.db" placeholder:"URL" help:"Where the registry is kept: sqlite://data/ajar.db, sqlite:///srv/ajar.db (absolute) or postgres://user:password@host/name. Default: ${default}."`
}

// Settings are everything that serving takes.
type Settings struct {
	Database `embed:""`

	Listen         string   `env:"AJAR_LISTEN" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen; port 0 picks a free one. Default: ${default}."`
	BaseURL        string   `name:"base-url" env:"AJAR_BASE_URL" placeholder:"URL" help:"The address people open, when it is not the one listened on: https://ajar.example.org."`
	SetupCode      string   `env:"AJAR_SETUP_CODE" placeholder:"CODE" help:"What the first setup asks for from elsewhere than this machine; made up when not set."`
	TrustedProxies []string `env:"AJAR_TRUSTED_PROXIES" placeholder:"RANGE" help:"Proxies whose X-Forwarded-* headers are believed, as address ranges: 10.0.0.0/8,fd00::/8."`
	MetricsToken   string   `env:"AJAR_METRICS_TOKEN" placeholder:"TOKEN" help:"Opens /metrics to callers who send it as a bearer token; otherwise only this machine may read it."`
	SMTPHost       string   `name:"smtp-host" env:"AJAR_SMTP_HOST" placeholder:"HOST" help:"The mail server, by name, that takes our mails; without it no mail is sent. Needs AJAR_SMTP_FROM and AJAR_BASE_URL."`
	SMTPPort       string   `name:"smtp-port" env:"AJAR_SMTP_PORT" default:"587" placeholder:"PORT" help:"The mail server's port. Default: ${default}."`
	SMTPTLS        string   `name:"smtp-tls" env:"AJAR_SMTP_TLS" default:"starttls" placeholder:"MODE" help:"starttls, which must succeed; tls from the first byte (mostly port 465); or none. Default: ${default}."`
	SMTPUser       string   `name:"smtp-user" env:"AJAR_SMTP_USER" placeholder:"NAME" help:"Who signs in to the mail server, where it asks for that; not with AJAR_SMTP_TLS=none."`
	SMTPPassword   string   `name:"smtp-password" env:"AJAR_SMTP_PASSWORD" placeholder:"PASSWORD" help:"The password of AJAR_SMTP_USER."`
	SMTPFrom       string   `name:"smtp-from" env:"AJAR_SMTP_FROM" placeholder:"ADDRESS" help:"Whom mails are from: Ajar <ajar@example.org>."`
	LogLevel       string   `env:"AJAR_LOG_LEVEL" default:"info" placeholder:"LEVEL" help:"debug, info, warn or error. Default: ${default}."`
	LogFormat      string   `env:"AJAR_LOG_FORMAT" default:"text" placeholder:"FORMAT" help:"text or json. Default: ${default}."`
}

// Validate reports a wrong address. Kong calls it before a command runs.
func (d Database) Validate() error { return report(d.faults()) }

// Validate reports every wrong setting at once, by name and with what it takes.
// It shows no value that may hold a secret. Kong calls it before a command runs.
func (s Settings) Validate() error { return report(s.faults()) }

func report(faults []string) error {
	switch len(faults) {
	case 0:
		return nil
	case 1:
		return errors.New(faults[0])
	}
	return fmt.Errorf("%d settings are wrong:\n  %s", len(faults), strings.Join(faults, "\n  "))
}

func (d Database) faults() []string {
	for _, scheme := range []string{"sqlite://", "postgres://", "postgresql://"} {
		if rest, ok := strings.CutPrefix(d.DatabaseURL, scheme); ok && rest != "" {
			return nil
		}
	}
	return []string{"AJAR_DATABASE_URL takes sqlite://data/ajar.db, sqlite:///srv/ajar.db or postgres://user:password@host/name"}
}

func (s Settings) faults() []string {
	faults := s.Database.faults()
	for _, c := range []struct {
		ok             bool
		name, takes, v string
	}{
		{isAddress(s.Listen), "AJAR_LISTEN", "HOST:PORT, as in 127.0.0.1:8080 or :8080", s.Listen},
		{s.BaseURL == "" || isOrigin(s.BaseURL), "AJAR_BASE_URL", "an address without a path, as in https://ajar.example.org", s.BaseURL},
		{areRanges(s.TrustedProxies), "AJAR_TRUSTED_PROXIES", "address ranges, as in 10.0.0.0/8,fd00::/8", strings.Join(s.TrustedProxies, ",")},
		{isLevel(s.LogLevel), "AJAR_LOG_LEVEL", "debug, info, warn or error", s.LogLevel},
		{s.LogFormat == "text" || s.LogFormat == "json", "AJAR_LOG_FORMAT", "text or json", s.LogFormat},
	} {
		if !c.ok {
			faults = append(faults, fmt.Sprintf("%s takes %s, not %q", c.name, c.takes, c.v))
		}
	}
	return append(faults, s.mailFaults()...)
}

// mailFaults are what keeps mails from being sent.
func (s Settings) mailFaults() (faults []string) {
	port, portErr := strconv.ParseUint(s.SMTPPort, 10, 16)
	_, fromErr := mail.ParseAddress(s.SMTPFrom)
	others := s.SMTPFrom + s.SMTPUser + s.SMTPPassword
	sends := s.SMTPHost != ""
	for _, c := range []struct {
		wrong   bool
		message string
	}{
		{sends && strings.ContainsAny(s.SMTPHost, ":/@ "), fmt.Sprintf("AJAR_SMTP_HOST takes the mail server's name, as in mail.example.org, not %q", s.SMTPHost)},
		{!sends && others != "", "AJAR_SMTP_HOST takes the mail server's name, as in mail.example.org, where other settings of it are given"},
		{portErr != nil || port == 0, fmt.Sprintf("AJAR_SMTP_PORT takes a port, as in 587, not %q", s.SMTPPort)},
		{!slices.Contains([]string{"starttls", "tls", "none"}, s.SMTPTLS), fmt.Sprintf("AJAR_SMTP_TLS takes starttls, tls or none, not %q", s.SMTPTLS)},
		{(s.SMTPUser == "") != (s.SMTPPassword == ""), "AJAR_SMTP_USER takes a name and AJAR_SMTP_PASSWORD a password: both or none of them"},
		{s.SMTPUser != "" && s.SMTPTLS == "none", "AJAR_SMTP_TLS takes starttls or tls where AJAR_SMTP_PASSWORD is sent"},
		{(sends || s.SMTPFrom != "") && fromErr != nil, fmt.Sprintf("AJAR_SMTP_FROM takes an address, as in Ajar <ajar@example.org>, not %q", s.SMTPFrom)},
		{sends && s.BaseURL == "", "AJAR_BASE_URL takes the address people open: mails lead there"},
	} {
		if c.wrong {
			faults = append(faults, c.message)
		}
	}
	return faults
}

func isAddress(text string) bool {
	_, port, err := net.SplitHostPort(text)
	_, numeric := strconv.ParseUint(port, 10, 16)
	return err == nil && numeric == nil
}

func isOrigin(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil &&
		strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && u.Fragment == ""
}

func areRanges(texts []string) bool {
	for _, text := range texts {
		if _, err := netip.ParsePrefix(strings.TrimSpace(text)); err != nil {
			return false
		}
	}
	return true
}

func isLevel(text string) bool {
	switch text {
	case "debug", "info", "warn", "error":
		return true
	}
	return false
}

// Logger writes to w as the settings say. The settings must be valid.
func (s Settings) Logger(w io.Writer) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		panic(err) // Validate refused it before
	}
	opts := &slog.HandlerOptions{Level: level}
	if s.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, opts))
	}
	return slog.New(slog.NewTextHandler(w, opts))
}
