package config

import (
	"bytes"
	"io"
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
	want := Settings{Database: Database{"sqlite://data/ajar.db"}, Listen: "127.0.0.1:8080", LogLevel: "info", LogFormat: "text"}
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
	}, "--log-level=warn", "--log-format=json", "--database-url=sqlite:///srv/ajar.db")
	want := Settings{Database: Database{"sqlite:///srv/ajar.db"}, Listen: ":8443", BaseURL: "https://ajar.example.org/",
		SetupCode: "open sesame", MetricsToken: "token", TrustedProxies: []string{"10.0.0.0/8", "fd00::/8"}, LogLevel: "warn", LogFormat: "json"}
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
