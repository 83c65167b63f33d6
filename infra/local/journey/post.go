package journey

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"assistive-referrals/internal/workingtime"
)

func isWhen(args []string) error {
	_, err := parseWhen(args[0])
	return err
}

func later(ctx context.Context, t *telling, args []string) error {
	w, err := parseWhen(args[0])
	if err != nil {
		return err
	}
	now := t.world.Now()
	by := w.after(now, workingtime.England()).Sub(now)
	if by < 0 {
		return fmt.Errorf("it is already %s; the clock cannot go back", now.In(workingtime.London()).Format("15:04 on Monday 2 January 2006"))
	}
	return t.world.Later(ctx, by)
}

func isPart(args []string) error {
	if !slices.Contains(MainJourney(), args[0]) {
		return fmt.Errorf("there is no part of the line called %q, only: %s", shown(args[0]), strings.Join(MainJourney(), ", "))
	}
	return nil
}

func hold(_ context.Context, t *telling, args []string) error { return t.world.Hold(args[0]) }

func letGo(ctx context.Context, t *telling, args []string) error {
	return t.world.LetGo(ctx, args[0])
}

// mailbox returns the address of somebody who can sign in, or one that is quoted.
func (t *telling) mailbox(who string) (string, error) {
	if address, found := strings.CutPrefix(who, `"`); found {
		return strings.TrimSuffix(address, `"`), nil
	}
	return t.world.Mailbox(who)
}

// emails returns the emails to somebody, about a reference unless that is "", with
// that subject; and what there was, for a message.
func (t *telling) emails(ctx context.Context, args []string) (n int, others string, err error) {
	to, err := t.mailbox(args[0])
	if err != nil {
		return 0, "", err
	}
	sent, err := t.world.Sent(ctx)
	var list []string
	for _, m := range sent {
		if m.Channel != "email" {
			continue
		}
		list = append(list, fmt.Sprintf("to %s: %q", m.To, m.Subject))
		if m.To == to && strings.Contains(plain(m.Subject), plain(args[2])) && (args[1] == "" || m.about(args[1])) {
			n++
		}
	}
	if len(list) == 0 {
		list = []string{"none"}
	}
	return n, strings.Join(list, "\n    "), err
}

func (m Message) about(reference string) bool { return strings.HasPrefix(m.Reference, reference+"#") }

func emailed(ctx context.Context, t *telling, args []string) error {
	n, others, err := t.emails(ctx, args)
	if err == nil && n == 0 {
		err = fmt.Errorf("no such email was sent. Sent so far:\n    %s", others)
	}
	return err
}

func notEmailed(ctx context.Context, t *telling, args []string) error {
	n, others, err := t.emails(ctx, args)
	if err == nil && n > 0 {
		err = fmt.Errorf("it was sent. Sent so far:\n    %s", others)
	}
	return err
}

func emailCount(ctx context.Context, t *telling, args []string) error {
	sent, err := t.world.Sent(ctx)
	if err != nil {
		return err
	}
	var about []string
	for _, m := range sent {
		if m.Channel == "email" && m.about(args[1]) {
			about = append(about, fmt.Sprintf("to %s: %q", m.To, m.Subject))
		}
	}
	if want, _ := strconv.Atoi(args[0]); len(about) != want { // up to three digits
		return fmt.Errorf("expected %s, saw %d:\n    %s", args[0], len(about), strings.Join(about, "\n    "))
	}
	return nil
}

func texted(ctx context.Context, t *telling, args []string) error {
	found, sent, err := t.texts(ctx, args)
	if err == nil && !found {
		err = fmt.Errorf("no such text message was sent. Sent so far: %s", sent)
	}
	return err
}

func notTexted(ctx context.Context, t *telling, args []string) error {
	found, sent, err := t.texts(ctx, args)
	if err == nil && found {
		err = fmt.Errorf("it was sent. Sent so far: %s", sent)
	}
	return err
}

// texts tells whether a text message to that number said that, and lists all.
func (t *telling) texts(ctx context.Context, args []string) (bool, string, error) {
	sent, err := t.world.Sent(ctx)
	if err != nil {
		return false, "", err
	}
	found := false
	var list []string
	for _, m := range sent {
		if m.Channel != "sms" {
			continue
		}
		found = found || dialled(m.To) == dialled(args[0]) && strings.Contains(plain(m.Body), plain(args[1]))
		list = append(list, fmt.Sprintf("to %s: %q", m.To, m.Body))
	}
	return found, strings.Join(list, "; "), nil
}

// dialled is a British telephone number in one form.
func dialled(number string) string {
	number = strings.ReplaceAll(number, " ", "")
	if national, found := strings.CutPrefix(number, "+44"); found {
		return "0" + national
	}
	return number
}
