// Command app writes the stack's template: cdk.json has the CDK's command run it.
package main

import (
	"fmt"
	"os"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"

	"assistive-referrals/infra/cdk"
)

func main() {
	defer jsii.Close()
	settings, err := cdk.Context("cdk.json", nil)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	app := awscdk.NewApp(&awscdk.AppProps{Context: settings})
	cdk.New(app)
	app.Synth(nil)
}
