package config

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"
)

// parse reads settings as the program does: a command embeds them.
func parse(t *testing.T, env map[string]string, args ...string) (Settings, error) {
	t.Helper()
	for name, value := range env {
		t.Setenv(name, value)
	}
	var cli struct {
		Serve struct {
			Settings `embed:""`
		} `cmd:"" default:"withargs"`
	}
	parser, err := kong.New(&cli, kong.Writers(io.Discard, io.Discard))
	if err != nil {
		t.Fatal(err)
	}
	_, err = parser.Parse(args)
	return cli.Serve.Settings, err
}

func TestDefaults(t *testing.T) {
	got, err := parse(t, nil)
	want := Settings{Database: Database{"sqlite://data/ajar.db"}, Listen: "127.0.0.1:8080", SMTPPort: "587", SMTPTLS: "starttls", LogLevel: "info", LogFormat: "text"}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func TestEnvironmentAndFlags(t *testing.T) {
	got, err := parse(t, map[string]string{
		"AJAR_DATABASE_URL":    "postgres://ajar:secret@db/ajar",
		"AJAR_LISTEN":          ":8443",
		"AJAR_BASE_URL":        "https://ajar.example.org/",
		"AJAR_SETUP_CODE":      "open sesame",
		"AJAR_METRICS_TOKEN":   "token",
		"AJAR_TRUSTED_PROXIES": "10.0.0.0/8,fd00::/8",
		"AJAR_LOG_LEVEL":       "debug",
		"AJAR_SMTP_HOST":       "mail.example.org",
		"AJAR_SMTP_PORT":       "465",
		"AJAR_SMTP_TLS":        "tls",
		"AJAR_SMTP_USER":       "ajar",
		"AJAR_SMTP_PASSWORD":   "hunter2",
		"AJAR_SMTP_FROM":       "Ajar <ajar@example.org>",
	}, "--log-level=warn", "--log-format=json", "--database-url=sqlite:///srv/ajar.db")
	want := Settings{Database: Database{"sqlite:///srv/ajar.db"}, Listen: ":8443", BaseURL: "https://ajar.example.org/",
		SetupCode: "open sesame", MetricsToken: "token", TrustedProxies: []string{"10.0.0.0/8", "fd00::/8"}, LogLevel: "warn", LogFormat: "json",
		SMTPHost: "mail.example.org", SMTPPort: "465", SMTPTLS: "tls", SMTPUser: "ajar", SMTPPassword: "hunter2", SMTPFrom: "Ajar <ajar@example.org>"}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

// A compose file hands on what is not set as an empty string.
func TestEmptyMeansNotSet(t *testing.T) {
	got, err := parse(t, map[string]string{"AJAR_BASE_URL": "", "AJAR_SETUP_CODE": "", "AJAR_METRICS_TOKEN": "", "AJAR_TRUSTED_PROXIES": ""})
	if err != nil || len(got.TrustedProxies) != 0 {
		t.Errorf("%v; proxies %q; want none", err, got.TrustedProxies)
	}
}

func TestEveryWrongSettingIsNamedAtOnce(t *testing.T) {
	_, err := parse(t, map[string]string{
		"AJAR_DATABASE_URL":    "mysql://root:hunter2@db/ajar",
		"AJAR_LISTEN":          "8080",
		"AJAR_BASE_URL":        "ajar.example.org",
		"AJAR_TRUSTED_PROXIES": "10.0.0.0/8,the proxy",
		"AJAR_LOG_LEVEL":       "loud",
		"AJAR_LOG_FORMAT":      "xml",
	})
	if err == nil {
		t.Fatal("all of them passed")
	}
	for _, want := range []string{
		"6 settings are wrong",
		"AJAR_DATABASE_URL takes sqlite://",
		`AJAR_LISTEN takes HOST:PORT, as in 127.0.0.1:8080 or :8080, not "8080"`,
		"AJAR_BASE_URL takes an address without a path",
		"AJAR_TRUSTED_PROXIES takes address ranges",
		`AJAR_LOG_LEVEL takes debug, info, warn or error, not "loud"`,
		`AJAR_LOG_FORMAT takes text or json, not "xml"`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in:\n%s", want, err)
		}
	}
	if strings.Contains(err.Error(), "hunter2") {
		t.Errorf("the password is in:\n%s", err)
	}
}

// Settings of the mail server that do not fit each other are named, and the password is not told.
func TestWrongMailSettings(t *testing.T) {
	right := map[string]string{"AJAR_BASE_URL": "https://ajar.example.org", "AJAR_SMTP_HOST": "mail", "AJAR_SMTP_FROM": "ajar@example.org", "AJAR_SMTP_USER": "ajar", "AJAR_SMTP_PASSWORD": "hunter2"}
	for change, names := range map[string]string{
		"":                          "",
		"AJAR_SMTP_HOST=":           "AJAR_SMTP_HOST takes",
		"AJAR_SMTP_HOST=mail:25":    "AJAR_SMTP_HOST takes",
		"AJAR_SMTP_PORT=smtp":       "AJAR_SMTP_PORT takes",
		"AJAR_SMTP_PORT=0":          "AJAR_SMTP_PORT takes",
		"AJAR_SMTP_TLS=yes":         "AJAR_SMTP_TLS takes",
		"AJAR_SMTP_TLS=none":        "AJAR_SMTP_TLS takes",
		"AJAR_SMTP_USER=":           "AJAR_SMTP_USER takes",
		"AJAR_SMTP_PASSWORD=":       "AJAR_SMTP_PASSWORD",
		"AJAR_SMTP_FROM=":           "AJAR_SMTP_FROM takes",
		"AJAR_SMTP_FROM=the office": "AJAR_SMTP_FROM takes",
		"AJAR_BASE_URL=":            "AJAR_BASE_URL takes",
	} {
		t.Run(change, func(t *testing.T) {
			env := maps.Clone(right)
			if name, value, changed := strings.Cut(change, "="); changed {
				env[name] = value
			}
			_, err := parse(t, env)
			said := fmt.Sprint(err)
			if (err == nil) != (names == "") || !strings.Contains(said, names) || strings.Contains(said, "hunter2") || strings.Contains(said, "settings are wrong") {
				t.Errorf("it says %s", said)
			}
		})
	}
}

func TestWrongValues(t *testing.T) {
	for name, values := range map[string][]string{
		"AJAR_DATABASE_URL":    {"", "data/ajar.db", "sqlite://", "mysql://db"},
		"AJAR_LISTEN":          {"", "localhost", "localhost:http", "localhost:70000", ":-1"},
		"AJAR_BASE_URL":        {"/ajar", "ftp://a.b", "https://", "https://a.b/ajar", "https://u:p@a.b", "https://a.b?x=1"},
		"AJAR_TRUSTED_PROXIES": {"10.0.0.1", "10.0.0.0/33", "*"},
	} {
		for _, value := range values {
			t.Run(name+"="+value, func(t *testing.T) {
				if _, err := parse(t, map[string]string{name: value}); err == nil || !strings.Contains(err.Error(), name+" takes") {
					t.Errorf("%v; want the setting's name and what it takes", err)
				}
			})
		}
	}
}

func TestLoggerObeysLevelAndFormat(t *testing.T) {
	for _, c := range []struct{ level, format, want string }{
		{"info", "json", `"msg":"seen"`},
		{"info", "text", "msg=seen"},
		{"error", "text", ""},
	} {
		var out bytes.Buffer
		Settings{LogLevel: c.level, LogFormat: c.format}.Logger(&out).Info("seen")
		if got := out.String(); !strings.Contains(got, c.want) || (c.want == "") != (got == "") {
			t.Errorf("%s as %s wrote %q; want %q in it", c.level, c.format, got, c.want)
		}
	}
}
