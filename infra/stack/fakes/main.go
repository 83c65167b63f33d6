// Command fakes serves what is outside AWS to a deployed stack: the identity
// provider, GOV.UK Notify, Ordnance Survey, and a page of what Notify was sent. It is the same code
// as in the local system, as a process of its own.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"assistive-referrals/infra/local/identity"
	"assistive-referrals/infra/local/notifyserver"
	"assistive-referrals/infra/local/placesserver"
)

type options struct {
	address, service, clientID, clientSecret, notifyKey, addressKey string
}

func main() {
	var o options
	flag.StringVar(&o.address, "address", "", "where to serve, on the loopback interface")
	flag.StringVar(&o.service, "service", "", "where people find the service")
	flag.StringVar(&o.clientID, "client-id", "", "the service's, at the identity provider")
	flag.StringVar(&o.clientSecret, "client-secret", "", "the service's, at the identity provider")
	flag.StringVar(&o.notifyKey, "notify-key", "", "the service's key for GOV.UK Notify")
	flag.StringVar(&o.addressKey, "address-key", "", "the service's key for Ordnance Survey")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := serve(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "fakes: "+err.Error())
		os.Exit(1)
	}
}

func serve(ctx context.Context, o options) error {
	handler, err := handlerOf(o)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", o.address)
	if err != nil {
		return err
	}
	if tcp, isTCP := listener.Addr().(*net.TCPAddr); !isTCP || !tcp.IP.IsLoopback() {
		_ = listener.Close()
		return fmt.Errorf("%s is not on the loopback interface", o.address)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func handlerOf(o options) (http.Handler, error) {
	base := "http://" + o.address
	provider, err := identity.New(identity.Options{
		Issuer: base + "/identity", ClientID: o.clientID, ClientSecret: o.clientSecret, People: identity.Staff(),
		RedirectURIs: []string{o.service + "/sign-in/complete"}, SignOutURIs: []string{o.service + "/signed-out"},
	})
	if err != nil {
		return nil, err
	}
	post, err := notifyserver.New(notifyserver.Options{BaseURL: base + "/notify", APIKey: o.notifyKey})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/identity/", provider)
	mux.Handle("/notify/", post)
	mux.Handle("/places/", placesserver.New(base+"/places", o.addressKey))
	mux.Handle("GET /outbox", post.Outbox())
	mux.HandleFunc("GET /outbox.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(post.Sent()) // a caller that has gone cannot be told
	})
	return mux, nil
}
