// Command run deploys the system to a server on this machine: `make stack`, which
// leaves it running until Ctrl-C, and `make test-stack`, which plays a story on it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"assistive-referrals/infra/local/identity"
	"assistive-referrals/infra/stack"
	"assistive-referrals/infra/stack/smoke"
)

func main() {
	test := flag.Bool("test", false, "play stories (the files named, or one), then take everything down")
	sam := flag.String("sam", "", "after the stories, ask the SAM CLI at this path about the stack")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *test, *sam, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, test bool, sam string, stories []string) error {
	endpoint, err := stack.Endpoint(os.Getenv("ENDPOINT"))
	if err != nil {
		return err
	}
	begun := time.Now()
	s, err := stack.Up(ctx, stack.Options{
		Endpoint: endpoint, Port: or("STACK_PORT", "4566"), Fakes: or("FAKES", "localhost:8091"), Folder: ".build/stack",
		Say: func(format string, args ...any) { fmt.Printf("  "+format+"\n", args...) },
	})
	if err != nil {
		return err
	}
	defer s.Close()
	if !test {
		return serve(ctx, s, time.Since(begun))
	}
	err = smoke.Test(ctx, os.Stdout, s, stories)
	if err == nil && sam != "" {
		err = smoke.SAM(ctx, os.Stdout, s, sam)
	}
	// Also after a failure and after Ctrl-C: another run must find an empty server.
	err = errors.Join(err, s.Destroy(context.WithoutCancel(ctx)))
	if err != nil {
		return err
	}
	for _, what := range []string{"server", "bootstrap", "deploy", "destroy"} {
		fmt.Printf("%-10s %s\n", what, s.Took[what].Round(100*time.Millisecond))
	}
	fmt.Printf("all of it  %s\n", time.Since(begun).Round(100*time.Millisecond))
	return nil
}

func serve(ctx context.Context, s *stack.Stack, took time.Duration) error {
	fmt.Printf("\nDeployed in %s\n\n", took.Round(100*time.Millisecond))
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "  Open\t%s\n", s.URL())
	fmt.Fprintf(table, "  What GOV.UK Notify was sent\thttp://%s/outbox\n", s.Fakes)
	fmt.Fprintf(table, "  AWS CLI\taws --endpoint-url %s --region eu-west-2 dynamodb list-tables (keys: test, test)\n", s.Endpoint)
	fmt.Fprintf(table, "  Logs\t%s\n", s.Folder)
	_ = table.Flush()
	fmt.Print("\nSign in as (no password; choose from the list):\n\n")
	for _, p := range identity.Staff() {
		fmt.Fprintf(table, "  %s\t%s\n", p.Name, strings.ReplaceAll(strings.Join(p.Roles, ", "), "-", " "))
	}
	_ = table.Flush()
	fmt.Print("\nCtrl-C takes it down.\n")
	select {
	case <-ctx.Done():
		fmt.Println("\nStopped, and nothing was kept.")
		return nil
	case name := <-s.Ended():
		return fmt.Errorf("%s ended by itself: see %s/%s.log", name, s.Folder, name)
	}
}

func or(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}
