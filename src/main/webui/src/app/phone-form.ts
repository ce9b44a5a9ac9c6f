import { SendingForm } from '../account/form.ts';
import { say } from '../words/phone-words.ts';

/** A form of the phone's page, which knows problems that others don't have. */
export abstract class PhoneForm extends SendingForm {
    protected override inWords(code: string): string {
        return say.problem(code);
    }
}
