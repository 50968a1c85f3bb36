// Generated: npm run types
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A key as it is listed. */
        ApiKeyView: {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt?: null | string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            lastUsedAt?: null | string;
            name: string;
            prefix: string;
            /** Format: date-time */
            revokedAt?: null | string;
            scopes: string[];
        };
        AttentionView: {
            attachment?: null | string;
            /** Format: int32 */
            call?: null | number;
            error?: null | components["schemas"]["NodeError"];
            /** Format: int32 */
            item: number;
            node: string;
            nodeId: string;
            /** Format: int32 */
            step: number;
            why: string;
        };
        /** @enum {unknown} */
        Backoff: "exponential" | "fixed";
        /** @description A file held in the blob store: items carry this reference, never the bytes. */
        BinaryRef: {
            /** @description Name for people; null when nobody named it. */
            fileName?: null | string;
            /** @description Content hash (SHA-256, lower-case hex) that the tenant's blob store knows. */
            id: string;
            /** @description Media type, for example `text/csv`. */
            mimeType: string;
            /**
             * Format: int64
             * @description Length in bytes.
             */
            size: number;
        };
        CachePolicy: {
            key?: null | string;
            /** Format: double */
            seconds?: number;
        };
        ChangeWorkflow: {
            /** @description Turns the triggers of the published version on or off */
            active?: null | boolean;
            description?: null | string;
            name?: null | string;
            /** @description New tags */
            tags?: null | string[];
        };
        ConcurrencyPolicy: {
            key?: null | string;
            /** Format: int32 */
            limit?: number;
        };
        /** @enum {unknown} */
        ConnectionState: "notConnected" | "connected" | "expired" | "needsReconnect";
        ConnectionView: {
            as?: null | string;
            /** Format: date-time */
            connectedAt?: null | string;
            /** Format: date-time */
            expiresAt?: null | string;
            problem?: null | string;
            /** @default false */
            renews: boolean;
            scope?: null | string;
            state: components["schemas"]["ConnectionState"];
        };
        ConsentLink: {
            /** Format: uri */
            callback: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uri */
            url: string;
        };
        /** @description A new key. */
        CreateApiKey: {
            /**
             * Format: date-time
             * @description When it stops working; never when left out
             */
            expiresAt?: null | string;
            /** @description What the key is for */
            name: string;
            /** @description admin, write or read */
            scopes: string[];
        };
        CreateCredential: {
            /** @description Name for people */
            name: string;
            /** @description Credential type, see /api/credentials/types */
            type: string;
            /** @description Values by field; they are never shown again */
            values: {
                [key: string]: string;
            };
        };
        /** @description The key, shown this once. */
        CreatedApiKey: {
            apiKey: components["schemas"]["ApiKeyView"];
            key: string;
        };
        CreateWorkflow: {
            definition?: unknown;
            description?: null | string;
            layout?: unknown;
            /** @description What people call it */
            name: string;
            /** @description Words to find it by */
            tags?: null | string[];
        };
        CredentialSlotView: {
            required: boolean;
            slot: string;
            types: string[];
        };
        CredentialTestView: {
            message: string;
            ok?: null | boolean;
        };
        CredentialTypeView: {
            canTest: boolean;
            name: string;
            schema: components["schemas"]["JsonElement"];
            type: string;
        };
        CredentialUse: {
            active: boolean;
            draft: boolean;
            nodes: string[];
            /** Format: int32 */
            version?: null | number;
            workflow: string;
            /** Format: uuid */
            workflowId: string;
        };
        CredentialView: {
            connection?: null | components["schemas"]["ConnectionView"];
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            name: string;
            setFields: string[];
            type: string;
            /** Format: date-time */
            updatedAt: string;
        };
        DefinitionFault: {
            code: string;
            field?: null | string;
            message: string;
            nodeId?: null | string;
            nodeName?: null | string;
            /** Format: int32 */
            position?: null | number;
            severity: components["schemas"]["FaultSeverity"];
        };
        /** @enum {unknown} */
        Delivery: "pure" | "atLeastOnce" | "atMostOnce" | null;
        Disconnected: {
            /** @description Why the provider could not be told; null when it was */
            trouble?: null | string;
        };
        EdgeDefinition: {
            from: string;
            /** @default main */
            input: string;
            /** @default main */
            output: string;
            to: string;
        };
        EvaluateExpression: {
            /**
             * @description Whether a property of a missing value is nothing instead of an error, as in imported workflows
             * @default false
             */
            forgiveMissing: boolean;
            /**
             * Format: int32
             * @description Index of the item, as $itemIndex
             * @default 0
             */
            index: number;
            json?: unknown;
            /** @description Items of other nodes by name; each as { json } or as it is */
            nodes?: null | {
                [key: string]: unknown[];
            };
            /** @description The parameter's text; a template begins with = */
            template: string;
            timeZone?: null | string;
        };
        EvaluationError: {
            code: string;
            message: string;
            /** Format: int32 */
            position?: null | number;
        };
        EvaluationView: {
            error?: null | components["schemas"]["EvaluationError"];
            value?: null | components["schemas"]["JsonElement"];
        };
        /** @enum {unknown} */
        FaultSeverity: "error" | "warning";
        FindPorts: {
            /** @description The node's parameters */
            parameters: components["schemas"]["JsonElement"];
            /**
             * Format: int32
             * @description Version of the type; the newest without one
             */
            version?: null | number;
        };
        /** @enum {unknown} */
        Flow: "parallel" | "sequential";
        ForkPreview: {
            /** Format: int32 */
            kept: number;
            repeats: string[];
            summary: string;
        };
        ForkRun: {
            definition?: unknown;
            /**
             * @description Only say which effects would happen again
             * @default false
             */
            dryRun: boolean;
            output?: unknown;
            /**
             * Format: int32
             * @description Id of the step to start again at
             */
            step: null | number;
        };
        ImportedNode: {
            becomes: string;
            id: string;
            name: string;
            reason?: null | string;
            status: components["schemas"]["ImportStatus"];
            type: string;
        };
        ImportedWorkflow: {
            faults: components["schemas"]["DefinitionFault"][];
            /** Format: uuid */
            id: string;
            name: string;
            report: components["schemas"]["ImportReport"];
        };
        ImportReport: {
            credentials: components["schemas"]["NeededCredential"][];
            nodes: components["schemas"]["ImportedNode"][];
            notes: string[];
        };
        /** @enum {unknown} */
        ImportStatus: "ready" | "approximate" | "stub";
        ItemsView: {
            /** Format: int32 */
            count: number;
            /** @default false */
            hidden: boolean;
            items: components["schemas"]["ItemView"][];
        };
        ItemView: {
            binary?: null | {
                [key: string]: components["schemas"]["BinaryRef"];
            };
            json: components["schemas"]["JsonElement"];
        };
        /** @enum {unknown} */
        Join: "all" | "any" | "each";
        JsonElement: unknown;
        /** @enum {unknown} */
        Keep: "everything" | "failures" | "nothing";
        LivenessView: {
            status: string;
        };
        MakeDecision: {
            /**
             * Format: int32
             * @description Number of one call that an agent made of a tool or model; all that wait when left out
             */
            call?: null | number;
            decision: null | components["schemas"]["StepDecision"];
            /**
             * Format: int32
             * @description Index of the item; all that wait when left out
             */
            item?: null | number;
            output?: unknown;
            /**
             * Format: int32
             * @description Id of the step
             */
            step: null | number;
        };
        /** @description The holder of a credential. */
        MeView: {
            /** @description Name for people. */
            name: string;
            /** @description What it may do: admin, write or read. */
            scopes: string[];
            /** @description As changes record it: `key:…` or `user:…`. */
            subject: string;
            /** @description Whose data it sees. */
            tenant: components["schemas"]["MyTenant"];
        };
        /** @description A tenant, as its members see it. */
        MyTenant: {
            /** Format: uuid */
            id: string;
            name: string;
            slug: string;
        };
        NeededCredential: {
            becomes?: null | string;
            name?: null | string;
            node: string;
            nodeId: string;
            slot?: null | string;
            type: string;
        };
        /** @enum {unknown} */
        NewKey: "never" | "clientError" | "any";
        NodeDefinition: {
            breakpoint?: boolean;
            credentials?: null | {
                [key: string]: string;
            };
            disabled?: boolean;
            id: string;
            name: string;
            notes?: null | string;
            parameters?: components["schemas"]["JsonElement"];
            pin?: null | components["schemas"]["JsonElement"];
            policy?: components["schemas"]["NodePolicy"];
            type: string;
            /** Format: int32 */
            version?: number;
        };
        /** @description Why a node failed, in words and in a stable code. */
        NodeError: {
            /**
             * @description Stable kebab-case code, for example `http-status` or `timeout`.
             * @default node-failed
             */
            code: string;
            /** @description Anything a person would want to see: status, body, position. */
            details?: unknown;
            /** @description A sentence that names the thing and the way out. */
            message: string;
        };
        /** @enum {unknown} */
        NodeKind: "perItem" | "batch" | "stepped" | "attachment" | "trigger" | "polling";
        NodePolicy: {
            alwaysOutput?: boolean;
            cache?: null | components["schemas"]["CachePolicy"];
            concurrency?: null | components["schemas"]["ConcurrencyPolicy"];
            delivery?: null | components["schemas"]["Delivery"];
            /** Format: int32 */
            itemParallel?: number;
            join?: components["schemas"]["Join"];
            newKeyAfter?: components["schemas"]["NewKey"];
            once?: boolean;
            onError?: components["schemas"]["OnError"];
            /** Format: int32 */
            parallel?: number;
            rate?: null | components["schemas"]["RatePolicy"];
            retry?: null | components["schemas"]["RetryPolicy"];
            sensitive?: boolean;
            /** Format: double */
            timeoutSeconds?: null | number;
        };
        NodePortsView: {
            inputs: string[];
            outputs: string[];
        };
        NodeView: {
            attachments: string[];
            category: string;
            credentials: components["schemas"]["CredentialSlotView"][];
            delivery: components["schemas"]["Delivery"];
            dynamicInputs: boolean;
            dynamicOutputs: boolean;
            icon: string;
            inputs: string[];
            keywords: string[];
            kind: components["schemas"]["NodeKind"];
            name: string;
            outputs: string[];
            parameters: components["schemas"]["JsonElement"];
            requiredInputs: string[];
            summary: string;
            type: string;
            /** Format: int32 */
            version: number;
        };
        /** @enum {unknown} */
        OnError: "fail" | "continue" | "errorOutput" | "hold";
        /** @description One page of a list. */
        PageOfApiKeyView: {
            /** @description The rows, newest first unless the list says otherwise. */
            items: components["schemas"]["ApiKeyView"][];
            /** @description Cursor of the next page; null on the last. */
            next?: null | string;
        };
        /** @description One page of a list. */
        PageOfCredentialView: {
            /** @description The rows, newest first unless the list says otherwise. */
            items: components["schemas"]["CredentialView"][];
            /** @description Cursor of the next page; null on the last. */
            next?: null | string;
        };
        /** @description One page of a list. */
        PageOfNodeView: {
            /** @description The rows, newest first unless the list says otherwise. */
            items: components["schemas"]["NodeView"][];
            /** @description Cursor of the next page; null on the last. */
            next?: null | string;
        };
        /** @description One page of a list. */
        PageOfRunView: {
            /** @description The rows, newest first unless the list says otherwise. */
            items: components["schemas"]["RunView"][];
            /** @description Cursor of the next page; null on the last. */
            next?: null | string;
        };
        /** @description One page of a list. */
        PageOfVersionSummary: {
            /** @description The rows, newest first unless the list says otherwise. */
            items: components["schemas"]["VersionSummary"][];
            /** @description Cursor of the next page; null on the last. */
            next?: null | string;
        };
        /** @description One page of a list. */
        PageOfWorkflowSummary: {
            /** @description The rows, newest first unless the list says otherwise. */
            items: components["schemas"]["WorkflowSummary"][];
            /** @description Cursor of the next page; null on the last. */
            next?: null | string;
        };
        /** @description RFC 9457. Some problems carry more members: errors, faults, status of a run, runId, retryAfter. */
        Problem: {
            /** @description Names the thing and the way out, for people */
            detail: string;
            /** @description Every fault by the field's path */
            errors?: {
                [key: string]: string[];
            };
            /**
             * Format: int32
             * @description The answer's HTTP status
             */
            status: number;
            /** @description The kind of problem, in a few words */
            title: string;
            /** @description Finds the request in logs and traces */
            traceId?: string;
            /** @description /problems/<code>: stable, for programs */
            type: string;
        };
        PublishedVersion: {
            active: boolean;
            hash: string;
            /** Format: int32 */
            version: number;
            warnings: components["schemas"]["DefinitionFault"][];
        };
        PublishWorkflow: {
            /** @description Turns the triggers on or off. Default: on with the first version, later as they are */
            activate?: null | boolean;
            name?: null | string;
            note?: null | string;
        };
        RatePolicy: {
            /** Format: int32 */
            count?: number;
            key?: null | string;
            /** Format: double */
            seconds?: number;
        };
        RetryPolicy: {
            /** Format: int32 */
            attempts?: number;
            backoff?: components["schemas"]["Backoff"];
            /** Format: double */
            delaySeconds?: number;
            if?: null | string;
            /** Format: double */
            jitter?: number;
            /** Format: double */
            maxDelaySeconds?: number;
        };
        RollBackWorkflow: {
            note?: null | string;
            /**
             * Format: int32
             * @description Number of the version whose content comes back
             */
            version: number;
        };
        Rotated: {
            masterKeyId: string;
            next: string;
            /** Format: int32 */
            wrapped: number;
        };
        RunBucket: {
            /** Format: date-time */
            at: string;
            /** Format: int32 */
            cancelled: number;
            /** Format: int32 */
            failed: number;
            /** Format: double */
            p50?: null | number;
            /** Format: double */
            p95?: null | number;
            /** Format: int32 */
            succeeded: number;
        };
        /** @enum {unknown} */
        RunOutput: "items" | "first" | "none";
        RunState: {
            /** Format: uuid */
            id: string;
            status: components["schemas"]["RunStatus"];
        };
        RunStatisticsView: {
            buckets: components["schemas"]["RunBucket"][];
            sampled: boolean;
            totals: components["schemas"]["RunTotals"];
        };
        /** @enum {unknown} */
        RunStatus: "queued" | "running" | "waiting" | "paused" | "needsDecision" | "succeeded" | "failed" | "cancelled";
        RunTotals: {
            /** Format: int32 */
            failed: number;
            /** Format: int32 */
            needsDecision: number;
            /** Format: int32 */
            paused: number;
            /** Format: int32 */
            queued: number;
            /** Format: int32 */
            running: number;
            /** Format: int32 */
            waiting: number;
        };
        RunView: {
            /** @description Steps that wait for a person */
            attention?: null | components["schemas"]["AttentionView"][];
            error?: null | components["schemas"]["NodeError"];
            /** Format: date-time */
            finishedAt?: null | string;
            /** Format: uuid */
            id: string;
            input?: unknown;
            label?: null | string;
            /** @description production, test or manual */
            mode: string;
            /** @description Items the run returns; only on a single run that has succeeded */
            output?: null | unknown[];
            /** Format: uuid */
            parentId?: null | string;
            /**
             * Format: int64
             * @description Number of events so far: watchers compare it
             * @default 0
             */
            sequence: number;
            /** Format: date-time */
            startedAt: string;
            status: components["schemas"]["RunStatus"];
            /**
             * Format: int32
             * @description Steps so far
             */
            steps: number;
            /** @description Id of the trigger that fired */
            trigger: string;
            /**
             * Format: int32
             * @description Published version; 0 is a draft
             */
            version: number;
            /**
             * Format: date-time
             * @description When a sleeping run goes on by itself
             */
            wakeAt?: null | string;
            /** Format: uuid */
            workflowId: string;
        };
        SaveWorkflow: {
            /** @description The draft: see /api/schemas/workflow */
            definition: components["schemas"]["JsonElement"];
            description?: null | string;
            layout?: unknown;
            name?: null | string;
            /** @description New tags */
            tags?: null | string[];
        };
        SendSignal: {
            dedupeId?: null | string;
            /** @description Name that a step waits for */
            name: string;
            payload?: unknown;
        };
        /** @description What a person signs in with. */
        SignIn: {
            /** @description An API key */
            key: string;
        };
        StartRun: {
            input?: unknown;
            label?: null | string;
            trigger?: null | string;
        };
        StartTestRun: {
            /** @description Ids or names of nodes before which the run pauses; resume lets it go on */
            breakpoints?: null | string[];
            draft?: unknown;
            from?: null | string;
            input?: unknown;
            /** @description Outputs by node id or name, given instead of running the node */
            pins?: null | Record<string, never>;
            trigger?: null | string;
            until?: null | string;
        };
        /** @enum {unknown} */
        StepDecision: "done" | "again" | "fail" | null;
        StepPage: {
            /** Format: int64 */
            next: number;
            status: components["schemas"]["RunStatus"];
            steps: components["schemas"]["StepView"][];
        };
        StepView: {
            /**
             * Format: int32
             * @description Attempts begun at the item tried most often
             */
            attempts: number;
            children?: null | string[];
            error?: null | components["schemas"]["NodeError"];
            /** Format: date-time */
            finishedAt?: null | string;
            /** @description The join went on without what never came */
            forced: boolean;
            /**
             * Format: int32
             * @description Id of the step within the run
             */
            id: number;
            /** @description Items by input port */
            inputs: {
                [key: string]: components["schemas"]["ItemsView"];
            };
            /** @description Items that failed, by index */
            itemErrors?: null | {
                [key: string]: components["schemas"]["NodeError"];
            };
            log?: null | string[];
            node: string;
            nodeId: string;
            /**
             * Format: int32
             * @description Number of this firing of the node, from 0
             */
            number: number;
            /** @description Items by output port */
            outputs: {
                [key: string]: components["schemas"]["ItemsView"];
            };
            /** @description Parameters an effect was tried with, expressions evaluated and secrets masked, by item; null when there is nothing to evaluate */
            parameters?: null | Record<string, never>;
            /**
             * Format: int64
             * @description Number of the event that last changed the step
             */
            sequence: number;
            /** Format: date-time */
            startedAt?: null | string;
            /** @description ready, running, waiting, retrying, held, needsDecision, succeeded, skipped, failed or cancelled */
            status: string;
            type: string;
            /**
             * Format: date-time
             * @description When a waiting or retrying step goes on by itself
             */
            until?: null | string;
            /** @description What somebody should look at although the step went well */
            warnings?: null | components["schemas"]["StepWarningView"][];
        };
        StepWarningView: {
            code: string;
            message: string;
        };
        UpdateCredential: {
            name?: null | string;
            /** @description Values by field; left out keeps, null clears */
            values?: null | {
                [key: string]: string;
            };
        };
        ValidateDefinition: {
            /** @description See /api/schemas/workflow */
            definition: components["schemas"]["JsonElement"];
        };
        ValidationView: {
            faults: components["schemas"]["DefinitionFault"][];
            valid: boolean;
        };
        VersionSummary: {
            /** Format: date-time */
            createdAt: string;
            createdBy?: null | string;
            hash: string;
            name?: null | string;
            note?: null | string;
            /** Format: int32 */
            version: number;
        };
        VersionView: {
            /** Format: date-time */
            createdAt: string;
            createdBy?: null | string;
            definition: components["schemas"]["WorkflowDefinition"];
            hash: string;
            layout: components["schemas"]["JsonElement"];
            name?: null | string;
            note?: null | string;
            /** Format: int32 */
            version: number;
        };
        WorkflowDefinition: {
            edges?: components["schemas"]["EdgeDefinition"][];
            /** Format: int32 */
            format?: number;
            inputs?: null | components["schemas"]["JsonElement"];
            nodes?: components["schemas"]["NodeDefinition"][];
            settings?: components["schemas"]["WorkflowSettings"];
        };
        WorkflowFile: {
            definition: components["schemas"]["JsonElement"];
            description?: null | string;
            layout?: null | components["schemas"]["JsonElement"];
            name: string;
            tags?: null | string[];
        };
        WorkflowSettings: {
            /** Format: double */
            answerTimeoutSeconds?: number;
            /** Format: uuid */
            errorWorkflow?: null | string;
            flow?: components["schemas"]["Flow"];
            forgiveMissing?: boolean;
            keep?: components["schemas"]["Keep"];
            /** Format: int32 */
            maxActivations?: number;
            /** Format: int32 */
            maxPasses?: number;
            output?: components["schemas"]["RunOutput"];
            /** Format: double */
            runTimeoutSeconds?: null | number;
            timeZone?: string;
        };
        WorkflowSummary: {
            active: boolean;
            archived: boolean;
            /** Format: date-time */
            createdAt: string;
            createdBy?: null | string;
            description?: null | string;
            hasChanges: boolean;
            hash: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            publishedAt?: null | string;
            /** Format: int32 */
            publishedVersion?: null | number;
            /** Format: int32 */
            revision: number;
            tags: null | string[];
            /** Format: date-time */
            updatedAt: string;
            updatedBy?: null | string;
        };
        WorkflowView: {
            active: boolean;
            archived: boolean;
            /** Format: date-time */
            createdAt: string;
            createdBy?: null | string;
            definition: components["schemas"]["WorkflowDefinition"];
            description?: null | string;
            faults: components["schemas"]["DefinitionFault"][];
            hasChanges: boolean;
            hash: string;
            /** Format: uuid */
            id: string;
            layout: components["schemas"]["JsonElement"];
            name: string;
            /** Format: date-time */
            publishedAt?: null | string;
            /** Format: int32 */
            publishedVersion?: null | number;
            /** Format: int32 */
            revision: number;
            tags: null | string[];
            /** Format: date-time */
            updatedAt: string;
            updatedBy?: null | string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
