import { isSignedIn } from './data/session.ts';
import { Shell } from './shell/shell.tsx';
import { SignIn } from './shell/sign-in.tsx';
import { Toasts } from './ui/toasts.tsx';

export function App() {
  return (
    <>
      {isSignedIn.value ? <Shell /> : <SignIn />}
      <Toasts />
    </>
  );
}
