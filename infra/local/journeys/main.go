// Command journeys tells the stories in testdata/journeys, each to a new system in
// this process, and checks after each what must always hold.
//
//	go run ./infra/local/journeys                         all of them
//	go run ./infra/local/journeys '*claim*.journey'       some: files or patterns
//	go run ./infra/local/journeys -base https://…         to a deployed system
//
// It prints a line for each story and, last, how many passed and failed. Its exit
// status is 1 if any failed or could not be read.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"time"

	"assistive-referrals/infra/local/journey"
)

const folder = "testdata/journeys"

func main() {
	base := flag.String("base", "", "address of a deployed system; empty for one in this process")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ok, err := run(ctx, os.Stdout, *base, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "journeys: "+err.Error())
	}
	if err != nil || !ok {
		stop()
		os.Exit(1)
	}
}

// run tells the stories and reports whether none failed.
func run(ctx context.Context, out io.Writer, base string, patterns []string) (bool, error) {
	files, err := find(patterns)
	if err != nil {
		return false, err
	}
	passed, failed, skipped := 0, 0, 0
	for _, file := range files {
		result, err := tell(ctx, file, base)
		switch {
		case err != nil:
			failed++
			fmt.Fprintf(out, "FAIL %s: %v\n", filepath.Base(file), err)
		case result.Failure != "":
			failed++
			fmt.Fprintln(out, result.Line())
		case result.Skipped != "":
			skipped++
			fmt.Fprintln(out, result.Line())
		default:
			passed++
			fmt.Fprintln(out, result.Line())
		}
	}
	if skipped > 0 {
		fmt.Fprintf(out, "%d skipped\n", skipped)
	}
	fmt.Fprintf(out, "%d passed, %d failed\n", passed, failed)
	return failed == 0, nil
}

// find returns the files of the patterns; a pattern without a folder is looked for
// among the stories as well.
func find(patterns []string) ([]string, error) {
	if len(patterns) == 0 {
		patterns = []string{filepath.Join(folder, "*.journey")}
	}
	var files []string
	for _, pattern := range patterns {
		found, err := filepath.Glob(pattern)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", pattern, err)
		}
		if len(found) == 0 && filepath.Base(pattern) == pattern {
			found, _ = filepath.Glob(filepath.Join(folder, pattern)) // the pattern was good above
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("no story matches %s", pattern)
		}
		files = append(files, found...)
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}

func tell(ctx context.Context, file, base string) (journey.Result, error) {
	story, err := journey.Load(file)
	if err != nil {
		return journey.Result{}, err
	}
	if base != "" {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		transport.ResponseHeaderTimeout = time.Minute
		return journey.Run(ctx, story, journey.NewRemote(base, transport)), nil
	}
	world, err := journey.NewLocal(ctx, story.Starts)
	if err != nil {
		return journey.Result{}, err
	}
	defer func() { _ = world.Close() }()
	return journey.Run(ctx, story, world), nil
}
