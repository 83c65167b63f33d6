package casestore

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

const (
	prefixSettings      = "SETTINGS#"
	sortSettings   sort = "SETTINGS"
)

func settingsKey(who string) key { return key{partition(prefixSettings + who), sortSettings} }

// Settings are how somebody wants this service to be for them.
type Settings struct {
	Version int    `json:"version"` // counts the changes; 0 before the first
	Views   []View `json:"views"`
	// ShortcutsOff switches the keyboard shortcuts of lists off.
	ShortcutsOff bool `json:"shortcutsOff"`
}

// View is a list as somebody wants to see it again: its filters and its order.
type View struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Query string `json:"query"` // of the list's address: codes only
	// Default makes it what the worklist begins with. At most one is.
	Default bool `json:"default"`
}

// MostViews is how many views somebody can save.
const MostViews = 20

// View returns one of the views, and whether it is there.
func (s Settings) View(id string) (View, bool) {
	for _, view := range s.Views {
		if view.ID == id {
			return view, true
		}
	}
	return View{}, false
}

// With returns the settings with a view added, or put in the place of the one with
// its identifier. If it is the default no other is.
func (s Settings) With(view View) Settings {
	s.Views = slices.Clone(s.Views)
	if view.Default {
		for i := range s.Views {
			s.Views[i].Default = false
		}
	}
	at := slices.IndexFunc(s.Views, func(v View) bool { return v.ID == view.ID })
	if at < 0 {
		s.Views = append(s.Views, view)
	} else {
		s.Views[at] = view
	}
	return s
}

// Without returns the settings without a view.
func (s Settings) Without(id string) Settings {
	s.Views = slices.DeleteFunc(slices.Clone(s.Views), func(v View) bool { return v.ID == id })
	return s
}

// Settings returns somebody's settings, which are none before they changed any.
func (s accounts) Settings(ctx context.Context, who string) (Settings, error) {
	var settings Settings
	err := s.get(ctx, settingsKey(who), &settings)
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	return settings, err
}

// ChangeSettings changes somebody's settings, on what they are when it is done: two
// browsers of one person lose nothing of each other.
func (s accounts) ChangeSettings(ctx context.Context, who string, change func(Settings) (Settings, error)) error {
	for attempt := range attempts {
		was, err := s.Settings(ctx, who)
		if err != nil {
			return err
		}
		is, err := change(was)
		if err != nil {
			return err
		}
		is.Version = was.Version + 1
		err = s.send(ctx, write{key: settingsKey(who), put: is, when: absent + " OR " + sameVersion, values: version(was.Version)})
		if !errors.Is(err, errUnmet) {
			return err
		}
		if err := pause(ctx, attempt); err != nil {
			return err
		}
	}
	return fmt.Errorf("change the settings: changed elsewhere %d times", attempts)
}
