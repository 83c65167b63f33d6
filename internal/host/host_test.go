package host_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/lambda"

	"assistive-referrals/internal/host"
)

type config struct {
	Table     string            `env:"TABLE"`
	Discovery string            `env:"DISCOVERY,optional"`
	Mailboxes map[string]string `env:"MAILBOXES,json"`
}

func environment(pairs ...string) func(string) string {
	return func(name string) string {
		for _, pair := range pairs {
			if value, is := strings.CutPrefix(pair, name+"="); is {
				return value
			}
		}
		return ""
	}
}

func TestLoad(t *testing.T) {
	boxes := map[string]string{"ot": "ot@council.example.org"}
	for name, c := range map[string]struct {
		environment []string
		want        config
		wrong       []string
	}{
		"all":                {[]string{"TABLE=referrals", "DISCOVERY=https://id.example.org", `MAILBOXES={"ot":"ot@council.example.org"}`}, config{"referrals", "https://id.example.org", boxes}, nil},
		"without the option": {[]string{"TABLE=referrals", `MAILBOXES={"ot":"ot@council.example.org"}`}, config{"referrals", "", boxes}, nil},
		"everything wrong": {[]string{"MAILBOXES=[1]"}, config{}, []string{
			"TABLE is missing (The name of the table)", "MAILBOXES cannot be read (JSON: the email address of each team)"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got config
			err := host.Load(&got, environment(c.environment...))
			if (err == nil) != (len(c.wrong) == 0) {
				t.Fatalf("error is %v", err)
			}
			for _, wrong := range c.wrong {
				if !strings.Contains(err.Error(), wrong) {
					t.Errorf("the error does not say %q: %v", wrong, err)
				}
			}
			if err == nil && !reflect.DeepEqual(got, c.want) {
				t.Errorf("loaded %+v", got)
			}
		})
	}
}

// What cannot be filled is known before anything runs.
func TestWhatIsNoConfig(t *testing.T) {
	for want, config := range map[string]any{
		`no variable is called "TABEL"`: &struct {
			A string `env:"TABEL"`
		}{},
		`no variable is called ""`: &struct{ A string }{},
		`cannot be set from a text`: &struct {
			A int `env:"TABLE"`
		}{},
		`the option "jason" is neither json nor opti`: &struct {
			A string `env:"TABLE,jason"`
		}{},
	} {
		if err := host.Load(config, environment("TABLE=1")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error is %v; want %s", err, want)
		}
	}
}

// started makes a function that handles events with f, and what it logs.
func started(t *testing.T, f any) (lambda.Handler, *bytes.Buffer) {
	t.Helper()
	var said bytes.Buffer
	h := host.Host{Log: slog.New(slog.NewJSONHandler(&said, nil))}
	handler, err := host.Of(func(context.Context, host.Host, config) (lambda.Handler, error) {
		return lambda.NewHandler(f), nil
	}).New(t.Context(), h, environment("TABLE=referrals", "MAILBOXES={}"))
	if err != nil {
		t.Fatal(err)
	}
	return handler, &said
}

// A panic fails that one event, and the next is handled.
func TestAPanicFailsTheEvent(t *testing.T) {
	handler, said := started(t, func(_ context.Context, name string) (string, error) {
		if name == "Alpha Testcase" {
			panic("cannot write to " + name)
		}
		return name, nil
	})
	if answer, err := handler.Invoke(t.Context(), []byte(`"Alpha Testcase"`)); err == nil || strings.Contains(err.Error(), "Alpha") || len(answer) > 0 {
		t.Errorf("answered %s, %v", answer, err)
	}
	if log := said.String(); !strings.Contains(log, "the function panicked") || !strings.Contains(log, "host/host_test.go") || strings.Contains(log, "Alpha") {
		t.Errorf("the log says %s", log)
	}
	if answer, err := handler.Invoke(t.Context(), []byte(`"Beta"`)); err != nil || string(answer) != `"Beta"` {
		t.Errorf("after it: answered %s, %v", answer, err)
	}
}

func TestAnErrorIsLeftToTheCaller(t *testing.T) {
	refused := errors.New("refused")
	handler, said := started(t, func(context.Context) error { return refused })
	if _, err := handler.Invoke(t.Context(), []byte(`{}`)); !errors.Is(err, refused) || said.Len() > 0 {
		t.Errorf("error is %v, the log says %s", err, said)
	}
}

func TestAFunctionDoesNotStartWithoutItsConfig(t *testing.T) {
	f := host.Of(func(context.Context, host.Host, config) (lambda.Handler, error) { return nil, nil })
	if _, err := f.New(t.Context(), host.Host{}, environment()); err == nil || !strings.Contains(err.Error(), "TABLE") {
		t.Errorf("error is %v", err)
	}
	want := []host.Variable{{Name: "TABLE"}, {Name: "DISCOVERY", Optional: true}, {Name: "MAILBOXES", JSON: true}}
	if !reflect.DeepEqual(f.Variables, want) {
		t.Errorf("it reads %+v", f.Variables)
	}
}
