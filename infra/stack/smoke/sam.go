package smoke

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"assistive-referrals/infra"
	"assistive-referrals/infra/stack"
)

// sampleReference is the case that the files in events/ speak of.
const sampleReference = "7K3Q-9M2P"

// SAM asks the SAM CLI at that path about a deployed stack, as an operator would:
// what is in it, what it gives, each function's answer to its file in events/, and
// a log. The files are told of a case that the table holds. It returns an error
// with what the command printed if one failed, or if a function answered with one.
func SAM(ctx context.Context, out io.Writer, s *stack.Stack, command string) error {
	w := newWorld(s)
	cases, err := w.scan(ctx, "SK = :sk", map[string]types.AttributeValue{":sk": text("CASE")})
	if err != nil {
		return err
	}
	if len(cases) == 0 {
		return errors.New("the table holds no case to tell the functions of: play a story first")
	}
	reference := textOf(cases[0], "reference")
	cli := samCLI{command: command, endpoint: s.Endpoint, out: out}
	if err := cli.ask(ctx, "list", "resources", "--stack-name", stack.Name, "--template-file", s.Template(), "--output", "json"); err != nil {
		return err
	}
	if err := cli.ask(ctx, "list", "stack-outputs", "--stack-name", stack.Name, "--output", "json"); err != nil {
		return err
	}
	for _, f := range infra.Build().Functions {
		event, err := os.ReadFile(filepath.Join("events", f.Name+".json"))
		if err != nil {
			return fmt.Errorf("the sample event of %s: %w", f.Name, err)
		}
		file := filepath.Join(s.Folder, "event-"+f.Name+".json")
		if err := os.WriteFile(file, bytes.ReplaceAll(event, []byte(sampleReference), []byte(reference)), 0o600); err != nil {
			return fmt.Errorf("keep the sample event of %s: %w", f.Name, err)
		}
		if err := cli.ask(ctx, "remote", "invoke", "--stack-name", stack.Name, logical(f.Name), "--event-file", file); err != nil {
			return err
		}
	}
	return cli.ask(ctx, "logs", "--stack-name", stack.Name, "--name", logical(infra.TriageFunction))
}

// logical is the function's name in the template.
func logical(function string) string {
	letters := []rune(function)
	letters[0] = unicode.ToUpper(letters[0])
	return string(letters) + "Function"
}

// samCLI runs the SAM CLI against one endpoint.
type samCLI struct {
	command, endpoint string
	out               io.Writer
}

func (c samCLI) ask(ctx context.Context, args ...string) error {
	begun := time.Now()
	command := exec.CommandContext(ctx, c.command, args...)
	command.Env = append(os.Environ(), "SAM_CLI_TELEMETRY=0", "AWS_ENDPOINT_URL="+c.endpoint,
		"AWS_DEFAULT_REGION=eu-west-2", "AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test")
	var printed, complaints bytes.Buffer
	command.Stdout, command.Stderr = &printed, &complaints
	said := "sam " + strings.Join(args[:min(len(args), 2)], " ")
	if args[0] == "remote" {
		said += " " + args[4]
	}
	err := command.Run()
	answer := strings.TrimSpace(printed.String())
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w\n%s\n%s", said, err, answer, complaints.String())
	case answer == "" && args[0] != "logs", strings.Contains(answer, `"errorMessage"`):
		return fmt.Errorf("%s answered: %s\n%s", said, answer, complaints.String())
	}
	first, _, _ := strings.Cut(answer, "\n")
	if len(first) > 90 {
		first = first[:90] + "…"
	}
	fmt.Fprintf(c.out, "ok   %s in %s: %s\n", said, time.Since(begun).Round(100*time.Millisecond), first)
	return nil
}
