// Command run runs the contract's cases on the double and on every other server
// that is there, and prints the results side by side: `make contract`.
//
// It ends with an error if the double fails a documented case, or if a server
// does otherwise than its file in infra/awslocal/contract/expected says; -update writes
// these files. Servers are started on loopback ports of their own and ended by
// process id. CONTRACT_ENDPOINT adds a server that runs already.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"assistive-referrals/infra/awslocal"
	"assistive-referrals/infra/awslocal/contract"
)

func main() {
	names := flag.String("servers", "double,double-live,ministack,moto,localstack,endpoint", "which servers to run on, of those that are there")
	update := flag.Bool("update", false, "write what the servers do into infra/awslocal/contract/expected")
	detail := flag.Bool("detail", false, "say of each difference what came and what was wanted")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, strings.Split(*names, ","), *update, *detail); err != nil {
		fmt.Fprintln(os.Stderr, "make contract: "+err.Error())
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, names []string, update, detail bool) error {
	var columns []column
	for _, name := range names {
		c, err := columnOf(ctx, name)
		if err != nil {
			return err
		}
		if c.absent != "" {
			fmt.Fprintf(os.Stderr, "%s: not run: %s\n", name, c.absent)
			continue
		}
		columns = append(columns, c)
	}
	if ctx.Err() != nil {
		return errors.New("interrupted")
	}
	printTable(os.Stdout, columns)
	printTotals(os.Stdout, columns)
	if detail {
		printDetails(os.Stdout, columns)
	}
	if update {
		return writeExpectations(columns)
	}
	return errors.Join(doubleHolds(columns), expectationsHold(columns))
}

// column is what one server did.
type column struct {
	name    string
	results map[string]contract.Result
	absent  string // why it was not run
}

func columnOf(ctx context.Context, name string) (column, error) {
	begun := time.Now()
	c, err := column{name: name, results: map[string]contract.Result{}}, error(nil)
	switch name {
	case "double":
		err = c.double(ctx)
	case "double-live":
		err = c.doubleLive(ctx)
	case "endpoint":
		if endpoint := os.Getenv("CONTRACT_ENDPOINT"); endpoint != "" {
			c.real(ctx, other{}, endpoint)
		} else {
			c.absent = "CONTRACT_ENDPOINT names none"
		}
	default:
		err = c.other(ctx)
	}
	if err == nil && c.absent == "" {
		fmt.Fprintf(os.Stderr, "%s: %d cases in %v\n", name, len(c.results), time.Since(begun).Round(100*time.Millisecond))
	}
	return c, err
}

func (c *column) add(r contract.Result) { c.results[r.Case.Name()] = r }

// double gives each case a double of its own, whose clock the case sets.
func (c *column) double(ctx context.Context) error {
	for _, one := range contract.Cases() {
		cloud, err := awslocal.New(awslocal.Options{Now: func() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) }})
		if err != nil {
			return err
		}
		contract.Run(ctx, cloud.Config(), contract.Options{Cases: []contract.Case{one}, Double: cloud}, c.add)
		if err := cloud.Close(); err != nil {
			return err
		}
	}
	return nil
}

// doubleLive runs the cases through a port on a double that lives in real time.
func (c *column) doubleLive(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cloud, err := awslocal.New(awslocal.Options{})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: cloud, ReadHeaderTimeout: 10 * time.Second}
	ended := make(chan error, 2)
	go func() { ended <- cloud.Run(ctx) }()
	go func() { ended <- server.Serve(listener) }()
	c.real(ctx, other{parallel: 16, key: "local"}, "http://"+listener.Addr().String())
	cancel()
	return errors.Join(server.Close(), cloud.Close())
}

// real runs the cases on a server in real time. Cases that come out otherwise
// than expected are run once more by themselves: a busy machine is late.
func (c *column) real(ctx context.Context, o other, endpoint string) {
	key := cmp.Or(o.key, "test")
	config := aws.Config{Region: "eu-west-2", BaseEndpoint: &endpoint, Credentials: credentials.NewStaticCredentialsProvider(key, key, "")}
	var together, serial, again []contract.Case
	for _, one := range contract.Cases() {
		switch {
		case o.services != nil && !slices.Contains(o.services, one.Service):
		case slices.Contains(o.serial, one.Service):
			serial = append(serial, one)
		default:
			together = append(together, one)
		}
	}
	runAll := func(cases []contract.Case, parallel int) {
		if len(cases) > 0 {
			contract.Run(ctx, config, contract.Options{Cases: cases, Parallel: parallel}, c.add)
		}
	}
	runAll(serial, 1)
	runAll(together, max(o.parallel, 4))
	expected, stated := expectations(c.name)
	for name, r := range c.results {
		want := contract.OK
		if stated && expected[name] != "" {
			want = expected[name]
		}
		if r.Status != want && want != either && r.Status != contract.NotRun {
			again = append(again, r.Case)
		}
	}
	if len(again) < 30 {
		runAll(again, 1)
	}
}
