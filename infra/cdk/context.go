package cdk

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
)

// Context reads the context of a cdk.json. The CDK's command gives it to an app
// that it runs; an app that is run otherwise, such as a test, gets it from here, so
// that both make the same template. More overrides it.
func Context(file string, more map[string]any) (*map[string]any, error) {
	document, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the CDK's settings: %w", err)
	}
	var settings struct {
		Context map[string]any `json:"context"`
	}
	if err := json.Unmarshal(document, &settings); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	maps.Copy(settings.Context, more)
	return &settings.Context, nil
}
