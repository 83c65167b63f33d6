// Command run serves the whole system on this machine: `make run`.
//
// ADDR says where (localhost:8080 if unset). What is entered is kept in .data.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"assistive-referrals/infra/local"
	"assistive-referrals/infra/local/sample"
)

// dataFolder keeps what is entered; `make reset` removes it.
const dataFolder = ".data"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Stdout, os.Getenv("ADDR")); err != nil {
		fmt.Fprintln(os.Stderr, "make run: "+err.Error())
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, address string) error {
	begun := time.Now()
	if address == "" {
		address = "localhost:8080"
	}
	listener, url, err := listen(address)
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }()
	logs, err := openLog()
	if err != nil {
		return err
	}
	defer func() { _ = logs.Close() }()
	system, err := local.New(ctx, local.Options{
		Folder: dataFolder, URL: url, Assets: filepath.Join("infra", "npm", "dist"), Now: time.Now,
		Log: slog.New(slog.NewTextHandler(logs, nil)),
	})
	if err != nil {
		return fmt.Errorf("%w\n(if another make run is going, stop it; make reset starts afresh)", err)
	}
	defer func() { _ = system.Close() }()
	filled, err := sample.Fill(ctx, system)
	if err != nil {
		return fmt.Errorf("sample data: %w", err)
	}
	announce(out, system, url, filled, time.Since(begun))
	return serve(ctx, out, system, listener)
}

// listen takes the address on the loopback interface only: the people and keys
// here are made up, and nothing is protected from a network.
func listen(address string) (net.Listener, string, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, "", fmt.Errorf("ADDR=%s is not host:port, such as localhost:8080", address)
	}
	if host == "" {
		host = "localhost"
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, "", fmt.Errorf("ADDR=%s: this serves on the loopback interface only, such as localhost:8080", address)
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(host, port))
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, "", fmt.Errorf("%s is in use. Stop what uses it, or choose another: make run ADDR=localhost:8090", address)
	}
	if err != nil {
		return nil, "", fmt.Errorf("cannot listen on %s: %w", address, err)
	}
	_, port, _ = net.SplitHostPort(listener.Addr().String())
	return listener, "http://" + net.JoinHostPort(host, port), nil
}

func openLog() (*os.File, error) {
	if err := os.MkdirAll(dataFolder, 0o700); err != nil {
		return nil, fmt.Errorf("cannot keep data in %s: %w", dataFolder, err)
	}
	logs, err := os.OpenFile(filepath.Join(dataFolder, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("cannot write the log: %w", err)
	}
	return logs, nil
}

// serve answers until ctx ends, then lets what is under way finish.
func serve(ctx context.Context, out io.Writer, system *local.System, listener net.Listener) error {
	server := &http.Server{Handler: system.Handler, ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 2)
	go func() { failed <- server.Serve(listener) }()
	line, stopLine := context.WithCancel(context.WithoutCancel(ctx))
	defer stopLine()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := system.Cloud.Run(line); err != nil && !errors.Is(err, context.Canceled) {
			failed <- err
		}
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	err := server.Shutdown(grace)
	stopLine()
	<-ended
	fmt.Fprintln(out, "\nStopped. What was entered is kept in "+dataFolder+"; make run goes on with it.")
	return err
}

func announce(out io.Writer, s *local.System, url string, filled int, took time.Duration) {
	fmt.Fprintf(out, "\nAssistive technology referrals, ready in %s\n\n", took.Round(10*time.Millisecond))
	if filled > 0 {
		fmt.Fprintf(out, "  %d made-up cases were laid down.\n\n", filled)
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "  Open\t%s\n", url)
	fmt.Fprintf(table, "  Clock, outbox, switch person\t%s/local\n", url)
	fmt.Fprintf(table, "  AWS CLI\taws --endpoint-url %s dynamodb list-tables (any region and keys)\n", url)
	fmt.Fprintf(table, "  Log\t%s\n", filepath.Join(dataFolder, "log"))
	_ = table.Flush()
	fmt.Fprint(out, "\nSign in as (no password; choose from the list):\n\n")
	for _, p := range s.Staff {
		fmt.Fprintf(table, "  %s\t%s\t%s\n", p.Name, strings.ReplaceAll(strings.Join(p.Roles, ", "), "-", " "), strings.ReplaceAll(p.Team, "-", " "))
	}
	_ = table.Flush()
	fmt.Fprint(out, "\nCtrl-C stops it.\n")
}
